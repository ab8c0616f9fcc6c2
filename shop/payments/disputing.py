"""Disputes: what the bank says about a denied payment, and what of the order must stand still because of it."""

from datetime import UTC, datetime

import stripe
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.sending import put
from shop.payments.after_models import Attention, Dispute, Refund
from shop.payments.attention import call
from shop.payments.client import stripe_client
from shop.payments.models import Ledger
from shop.payments.refunding import NotOursError
from shop.payments.tasks import wake

UNDECIDED = (
    "warning_needs_response",
    "needs_response",
    "warning_under_review",
    "under_review",
)
"""In the order in which they may follow each other; every other status is final."""


def settle_dispute(stripe_id: str) -> Dispute:
    """Bring one dispute to the state Stripe says it is in, with the money it moved.

    Raises NotOursError when its payment belongs to no order, stripe.StripeError when Stripe cannot be asked.
    """
    found = stripe_client().v1.disputes.retrieve(stripe_id)
    intent = found.payment_intent
    ref = intent if isinstance(intent, str) else intent.id if intent else ""
    payment = Ledger.objects.filter(kind=Ledger.Kind.PAYMENT, ref=ref).first()
    if payment is None:
        raise NotOursError(stripe_id)
    with transaction.atomic(durable=True):
        return _apply(lock(payment.order_id), found)


def is_frozen(order: Order) -> bool:
    """Whether nothing of `order` may be shipped or downloaded: a dispute is open or was lost."""
    return any(dispute.freezes for dispute in order.disputes.all())


def withdrawn_lines(order: Order) -> set[int]:
    """Return the ids of the lines whose downloads are taken back: given back, line or whole, or disputed."""
    lines = list(order.lines.all())
    refunds = [refund for refund in order.refunds.all() if refund.status in Refund.ACCEPTED]
    if is_frozen(order) or sum(refund.amount for refund in refunds) >= order.total > 0:
        return {line.pk for line in lines}
    units = {line.pk: sum(refund.lines.get(str(line.pk), 0) for refund in refunds) for line in lines}
    return {line.pk for line in lines if units[line.pk] >= line.quantity}


def _apply(order: Order, found: stripe.Dispute) -> Dispute:
    dispute = Dispute.objects.filter(stripe_id=found.id).first()
    is_new = dispute is None
    if dispute is None:
        dispute = Dispute(stripe_id=found.id, order=order, amount=found.amount, status="")
    for moved in found.balance_transactions:
        row = Ledger(order=order, kind=Ledger.Kind.DISPUTE, ref=moved.id, amount=moved.amount)
        Ledger.objects.bulk_create([row], ignore_conflicts=True)
    if not _is_news(dispute.status, found.status):
        return dispute
    dispute.status, dispute.reason = found.status, found.reason
    due = found.evidence_details.due_by
    dispute.due_by = datetime.fromtimestamp(due, tz=UTC) if due else None
    dispute.save()
    record(order, "dispute", dispute=dispute.stripe_id, amount=dispute.amount, status=dispute.status)
    if is_new:
        text = _(
            "%(amount)s円のお支払いに異議が申し立てられました（理由: %(reason)s）。%(due)sまでにStripeで回答してください。"
        ) % {
            "amount": f"{dispute.amount:,}",
            "reason": dispute.reason,
            "due": date_format(timezone.localtime(dispute.due_by), "Y年n月j日 H:i")
            if dispute.due_by
            else _("期限"),
        }
        call(f"dispute:{dispute.stripe_id}", Attention.Kind.DISPUTE, text, order)
    put(
        f"dispute:{dispute.stripe_id}:grants:{dispute.status}",
        "order.grants",
        {"order": str(order.pk)},
    )
    transaction.on_commit(wake)
    return dispute


def _is_news(old: str, new: str) -> bool:
    if old not in UNDECIDED:
        return not old
    return new not in UNDECIDED or UNDECIDED.index(new) > UNDECIDED.index(old)
