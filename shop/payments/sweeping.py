"""Sweeping up after accidents: every attempt that should have moved on by now is asked about at Stripe.

Nothing in here decides anything: it replays the stored request, asks Stripe to expire, and settles. When neither a
webhook nor a worker ever comes, running this from cron once a minute is enough.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

import stripe
from django.db.models import Q
from django.utils import timezone

from shop.outbox.sending import deliver_due
from shop.payments.client import stripe_client
from shop.payments.inbox import process_inbox
from shop.payments.models import PaymentAttempt
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


def sweep() -> Counter[str]:
    """Bring on everything that is overdue, once; return how many of each there were, "failed" among them."""
    done: Counter[str] = Counter()
    now = timezone.now()
    attempts = PaymentAttempt.objects.select_related("order").order_by("pk")
    creating = attempts.filter(status=Status.CREATING, created_at__lt=now - CREATING_FOR)
    open_ = attempts.filter(status=Status.OPEN, expires_at__lt=now - EXPIRED_FOR)
    waiting = attempts.filter(
        Q(slip_deadline__lt=now - LAPSED_FOR) | Q(slip_deadline=None), status=Status.AWAITING_KONBINI
    )
    _each(done, "resumed", creating, resume)
    _each(done, "closed", open_, close_session)
    _each(done, "slips", waiting, refresh)
    done["events"] = process_inbox()
    done["sent"] = deliver_due()
    return done


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
        refused(attempt, "No session was ever made, and it is too late to make one.")
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


def _each(
    done: Counter[str],
    name: str,
    attempts: Iterable[PaymentAttempt],
    bring_on: Callable[[PaymentAttempt], object],
) -> None:
    for attempt in list(attempts):
        try:
            bring_on(attempt)
        except (StripeBusyError, stripe.StripeError, LookupError) as error:
            logger.warning("sweep: %s stays for the next time: %s", attempt, error)
            done["failed"] += 1
        else:
            done[name] += 1
