"""Sweeping up after accidents: everything that should have moved on by now is asked about at Stripe.

Nothing in here decides anything: it replays the stored request, asks Stripe to expire, and settles. When neither a
webhook nor a worker ever comes, running this from cron once a minute is enough: it also looks for what only Stripe
knows of, disputes and refunds.

What needs no Stripe goes first, and a Stripe that does not answer is asked once in a run, not once for everything: each
question to it can take half a minute until it is given up.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import stripe
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.outbox.models import Outbox
from shop.outbox.sending import deliver_due
from shop.outbox.work import Work
from shop.payments.after_models import Dispute, Refund
from shop.payments.client import stripe_client
from shop.payments.disputing import settle_dispute
from shop.payments.inbox import process_inbox
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.refunding import carry_out, settle_refund
from shop.payments.settle import refused, settle
from shop.payments.starting import (
    KEY_LIVES,
    StripeBusyError,
    StripeRefusedError,
    close_session,
    open_session,
    refresh,
)

Status = PaymentAttempt.Status
logger = logging.getLogger(__name__)

CREATING_FOR = timedelta(seconds=60)
"""A checkout that has not saved its session by now has died on the way."""

EXPIRED_FOR = timedelta(minutes=2)
LAPSED_FOR = timedelta(hours=1)
"""Stores report a payment late; Stripe's word that the slip has lapsed comes after the deadline."""

AT_A_TIME = 10
"""How many open slips, unfinished refunds and old disputes one sweep asks about: they stay open for days."""

REFUNDS_SINCE = timedelta(hours=48)
DISPUTES_SINCE = timedelta(days=90)
"""Most are decided by then; disputes are few, so all of them are one page. Older ones are asked about one by one."""

REQUESTED_FOR = timedelta(hours=1)
"""Until then the outbox alone tries to send a refund; later its waits have grown long."""

ASK_STRIPE = (
    "order.refund",
    "payment.close",
    "payment.refunds",
    "payments.balance",
    "order.mail.konbini_reminder",
)
"""Kinds of promises in the outbox that cannot be kept without Stripe."""

HELD_BACK = timedelta(seconds=45)
"""For how long such promises make way for the mails; less than the minute between two sweeps."""

OUT = ("APIConnectionError", "StripeBusyError: APIConnectionError")
"""How the error kept with a row begins when Stripe did not answer."""


@dataclass
class _Run:
    """One sweep: how many of each there were, and whether Stripe has answered so far."""

    done: Counter[str] = field(default_factory=Counter)
    answers: bool = True

    def ask(self, name: str, do: Callable[[], object], what: object) -> None:
        """Do one thing that asks Stripe, and count it as `name` unless it returns False: nothing new.

        Nothing is done once Stripe has fallen silent. What fails stays for the next time.
        """
        if not self.answers:
            return
        try:
            is_news = do() is not False
        except Exception as error:  # noqa: BLE001 -- one odd thing must not hold up the others
            logger.warning("sweep: %s stays for the next time: %s", what, error)
            self.done["failed"] += 1
            self.answers = not _is_out(error)
        else:
            self.done[name] += is_news

    def each[T](self, name: str, things: Iterable[T], bring_on: Callable[[T], object]) -> None:
        """Ask about each of `things`."""
        for thing in list(things):
            self.ask(name, partial(bring_on, thing), thing)

    def tried(self, row: Work) -> None:
        """Learn from a row of work that somebody else's code has just tried."""
        row.refresh_from_db()
        if row.done_at is None and row.error.startswith(OUT):
            self.answers = False


def sweep() -> Counter[str]:
    """Bring on everything that is overdue, once; return how many of each there were, "failed" among them.

    Mails come first. After the first call that Stripe does not answer it is asked nothing more in this sweep.
    """
    run = _Run()
    _deliver(run)
    _bring_on_attempts(run)
    _bring_on_refunds(run)
    _find_new(run)
    _read_inbox(run)
    _deliver(run)
    return run.done


def _bring_on_attempts(run: _Run) -> None:
    now = timezone.now()
    attempts = PaymentAttempt.objects.select_related("order").order_by("pk")
    creating = attempts.filter(status=Status.CREATING, created_at__lt=now - CREATING_FOR)
    open_ = attempts.filter(status=Status.OPEN, expires_at__lt=now - EXPIRED_FOR)
    slips = attempts.filter(status=Status.AWAITING_KONBINI)
    is_over = Q(slip_deadline__lt=now - LAPSED_FOR) | Q(slip_deadline=None)
    run.each("resumed", creating, resume)
    run.each("closed", open_, close_session)
    run.each("slips", slips.filter(is_over), refresh)
    run.each("slips", _some(slips.exclude(is_over)), _slip_moved)


def _slip_moved(attempt: PaymentAttempt) -> bool:
    return refresh(attempt).status != attempt.status


def _bring_on_refunds(run: _Run) -> None:
    """Refunds on their way: a store's customer may take 45 days to name an account, and then it may fail."""
    waiting = Refund.objects.filter(
        Q(status=Refund.Status.REQUESTED, created_at__lt=timezone.now() - REQUESTED_FOR)
        | Q(status__in=[Refund.Status.REQUIRES_ACTION, Refund.Status.PENDING])
    )
    run.each("refunds", _some(waiting), _refund_moved)


def _refund_moved(refund: Refund) -> bool:
    was = refund.status
    if refund.stripe_id is None:
        carry_out(refund.pk)
    else:
        settle_refund(refund.stripe_id)
    refund.refresh_from_db()
    return refund.status != was


def _some[T: (PaymentAttempt, Refund, Dispute)](things: QuerySet[T]) -> QuerySet[T]:
    """Draw a few by lot: needs no memory of who was asked about when, and nobody waits forever."""
    return things.order_by("?")[:AT_A_TIME]


def _find_new(run: _Run) -> None:
    """Look for what was begun outside the shop: by a bank, or in Stripe's dashboard."""
    if not Ledger.objects.filter(kind=Ledger.Kind.PAYMENT).exists():
        return
    v1 = stripe_client().v1
    _settle_new(run, "disputes", v1.disputes, since=DISPUTES_SINCE, known=Dispute, settle_one=settle_dispute)
    _settle_new(run, "refunds", v1.refunds, since=REFUNDS_SINCE, known=Refund, settle_one=settle_refund)
    listed = timezone.now() - DISPUTES_SINCE
    undecided = Dispute.objects.filter(created_at__lt=listed).exclude(status__in=Dispute.DECIDED)
    run.each("disputes", _some(undecided), _dispute_moved)


def _dispute_moved(dispute: Dispute) -> bool:
    return settle_dispute(dispute.stripe_id).status != dispute.status


def _settle_new(
    run: _Run,
    name: str,
    service: Any,
    *,
    since: timedelta,
    known: type[Dispute] | type[Refund],
    settle_one: Callable[[str], object],
) -> None:
    """Settle what Stripe lists and we do not know, or know in another state; but not other people's payments."""
    listed: list[Any] = []

    def read() -> bool:
        begin = int((timezone.now() - since).timestamp())
        params = {"created": {"gte": begin}, "limit": 100}
        listed.extend(service.list(params=params).auto_paging_iter())
        return False

    run.ask(name, read, f"the list of {name}")
    rows = known.objects.filter(stripe_id__in=[each.id for each in listed])
    states = dict(rows.values_list("stripe_id", "status"))
    payments = Ledger.objects.filter(
        kind=Ledger.Kind.PAYMENT, ref__in=[each.payment_intent for each in listed if each.payment_intent]
    )
    ours = set(payments.values_list("ref", flat=True))
    news = [each.id for each in listed if each.payment_intent in ours and states.get(each.id) != each.status]
    run.each(name, news, settle_one)


def _read_inbox(run: _Run, limit: int = 100) -> None:
    """Work through the inbox row by row, to stop at the first for which Stripe does not answer."""
    for _round in range(limit):
        due = StripeInbox.objects.filter(done_at=None, due_at__lte=timezone.now())
        row = due.order_by("due_at", "pk").first()
        if row is None or not run.answers:
            return
        run.done["events"] += process_inbox(limit=1)
        run.tried(row)


def _deliver(run: _Run) -> None:
    """Send the mails that are due; then, while Stripe answers, keep the promises that need it."""
    promises = _hold_back()
    run.done["sent"] += deliver_due()
    for promise, due_at in promises:
        if not run.answers:
            return
        # Its old place makes it the next in the queue.
        Outbox.objects.filter(pk=promise.pk, due_at=promise.due_at, done_at=None).update(due_at=due_at)
        run.done["sent"] += deliver_due(limit=1)
        run.tried(promise)
    if promises:
        # What they led to: the mail about a refund.
        _hold_back()
        run.done["sent"] += deliver_due()


def _hold_back() -> list[tuple[Outbox, datetime]]:
    """Let promises that need Stripe make way; return each with the time it was due at."""
    now = timezone.now()
    held = []
    for row in Outbox.objects.filter(kind__in=ASK_STRIPE, done_at=None, due_at__lte=now).order_by(
        "due_at", "pk"
    ):
        due_at, row.due_at = row.due_at, now + HELD_BACK
        # A worker may have taken it since.
        if Outbox.objects.filter(pk=row.pk, due_at=due_at, done_at=None).update(due_at=row.due_at):
            held.append((row, due_at))
    return held


def _is_out(error: Exception) -> bool:
    """Whether Stripe did not answer at all, as opposed to an answer that we did not like."""
    cause = error.__cause__ if isinstance(error, StripeBusyError) else error
    return isinstance(cause, stripe.APIConnectionError)


def resume(attempt: PaymentAttempt) -> None:
    """Finish the creation of a session that was begun: replay it, or look for it when the key is too old."""
    if attempt.created_at > timezone.now() - KEY_LIVES:
        try:
            open_session(attempt)
        except StripeRefusedError:
            logger.info("%s was refused and closed", attempt)
        return
    session_id = find_session(attempt)
    if session_id is None:
        refused(attempt, _("支払いページは作られないまま、期限が過ぎました。"), too_late=True)
    else:
        settle(session_id)


def find_session(attempt: PaymentAttempt) -> str | None:
    """Return the id of the session that carries the metadata of `attempt`, or None when Stripe has none.

    Raises stripe.StripeError. Looks only at sessions made since the attempt was written.
    """
    since = int((attempt.created_at - timedelta(minutes=5)).timestamp())
    sessions = stripe_client().v1.checkout.sessions.list(params={"created": {"gte": since}, "limit": 100})
    for session in sessions.auto_paging_iter():
        metadata = session.metadata.to_dict() if session.metadata else {}
        if metadata.get("order") == str(attempt.order_id) and metadata.get("attempt") == str(attempt.n):
            return session.id
    return None
