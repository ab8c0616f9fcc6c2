"""Comparing our books with Stripe's: sessions, undelivered events, refunds and disputes of the last days.

Stripe can fail even to generate an event, so listing events is not enough: the objects themselves are listed. What
differs is settled the usual way; a payment that names an order we do not have is shown to a person.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import stripe
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.orders.models import Order
from shop.payments.after_models import Attention
from shop.payments.attention import call, orphan_key
from shop.payments.client import stripe_client
from shop.payments.disputing import settle_dispute
from shop.payments.inbox import DEALERS, process_inbox
from shop.payments.models import PaymentAttempt, StripeInbox
from shop.payments.refunding import NotOursError, settle_refund
from shop.payments.settle import UnknownSessionError, settle
from shop.payments.stripe_words import PAYMENT_STATUSES, SESSION_STATUSES, in_words
from shop.payments.webhook import RefusedError, row_of

Status = PaymentAttempt.Status

LOOK_BACK = timedelta(hours=48)
WEBHOOK_PATIENCE = timedelta(minutes=10)
"""Stripe reports a payment within seconds. So long after one, silence means that the endpoint is wrong."""


def reconcile(look_back: timedelta = LOOK_BACK) -> Counter[str]:
    """Settle whatever differs from Stripe's books since `look_back` ago; return how many of each there were.

    Raises stripe.StripeError when Stripe cannot be asked; then it can simply be run again.
    """
    since = timezone.now() - look_back
    done: Counter[str] = Counter()
    window: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    client = stripe_client()
    for session in client.v1.checkout.sessions.list(params=window).auto_paging_iter():
        done["sessions"] += _session(session)
    undelivered = set()
    missed = window | {"delivery_success": False}
    for event in client.v1.events.list(params=missed).auto_paging_iter():
        undelivered.add(event.id)
        done["events"] += _event(event)
    process_inbox()
    for refund in client.v1.refunds.list(params=window).auto_paging_iter():
        done["refunds"] += _ours(settle_refund, refund.id)
    for dispute in client.v1.disputes.list(params=window).auto_paging_iter():
        done["disputes"] += _ours(settle_dispute, dispute.id)
    done["silence"] = notice_silence(since, undelivered)
    return done


def notice_silence(since: datetime, undelivered: Collection[str] = ()) -> bool:
    """Call a person when the newest payment that should have been reported to the webhook was not.

    Return whether it was silent. Payments before `since` and of the last minutes are not looked at. An event that we
    fetched ourselves proves nothing while Stripe still counts it among the `undelivered` (ids); when it no longer
    does, the webhook was reached after all, only later than we fetched it.
    """
    newest = (
        Order.objects.filter(
            paid_at__gt=since, paid_at__lt=timezone.now() - WEBHOOK_PATIENCE, attempts__status=Status.PAID
        )
        .order_by("-paid_at")
        .first()
    )
    if newest is None:
        return False
    sessions = list(newest.attempts.values_list("session_id", flat=True))
    heard = StripeInbox.objects.filter(object_id__in=sessions)
    if heard.exclude(is_fetched=True, event_id__in=undelivered).exists():
        return False
    with transaction.atomic():
        call(
            f"silent-webhook:{timezone.localdate()}",
            Attention.Kind.SILENT_WEBHOOK,
            _(
                "注文 %(number)s は支払い済みですが、Stripeからの通知が届いていません。"
                "Stripeの管理画面で、Webhookの送信先と署名の鍵を確かめてください。"
            )
            % {"number": newest.number},
            newest,
        )
    return True


def _session(session: stripe.checkout.Session) -> bool:
    """Whether this session was news."""
    metadata = session.metadata.to_dict() if session.metadata else {}
    if "order" not in metadata:
        return False
    attempt = PaymentAttempt.objects.filter(session_id=session.id).first()
    is_paid = session.payment_status in ("paid", "no_payment_required")
    if attempt is not None and not attempt.is_live:
        is_known = attempt.status in (Status.PAID, Status.QUARANTINED) or not is_paid
    else:
        is_known = attempt is not None and attempt.status == Status.OPEN and session.status == "open"
    if is_known:
        return False
    try:
        settle(session.id)
    except UnknownSessionError:
        if session.status == "expired":
            return False
        _orphan(session, metadata)
    return True


def _orphan(session: stripe.checkout.Session, metadata: dict[str, str]) -> None:
    with transaction.atomic():
        call(
            orphan_key(session.id),
            Attention.Kind.ORPHAN,
            _(
                "Stripeのお支払い %(session)s（%(amount)s円、%(status)s・%(payment)s）に当たる注文がありません"
                "（注文ID %(order)s）。Stripeの管理画面で返金し、この要確認を対応済みにしてください。"
            )
            % {
                "session": session.id,
                "amount": f"{session.amount_total or 0:,}",
                "status": in_words(SESSION_STATUSES, session.status or ""),
                "payment": in_words(PAYMENT_STATUSES, session.payment_status),
                "order": metadata["order"],
            },
        )


def _event(event: stripe.Event) -> bool:
    """Keep an event that Stripe could not deliver, if it is of a kind that we deal with."""
    if not event.type.startswith(tuple(DEALERS)) or StripeInbox.objects.filter(pk=event.id).exists():
        return False
    try:
        row = row_of(event.to_dict())
    except RefusedError:
        return False
    row.is_fetched = True
    StripeInbox.objects.bulk_create([row], ignore_conflicts=True)
    return True


def _ours(settle_one: Any, stripe_id: str) -> bool:
    try:
        settle_one(stripe_id)
    except NotOursError:
        return False
    return True
