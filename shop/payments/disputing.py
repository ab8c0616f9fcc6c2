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
from shop.payments.keeping import lines_given_back
from shop.payments.models import Ledger
from shop.payments.refunding import NotOursError
from shop.payments.tasks import wake

RANK = {
    "": 0,
    "warning_needs_response": 1,
    "warning_under_review": 2,
    "warning_closed": 3,
    "needs_response": 4,
    "under_review": 5,
}
"""News about a dispute may come in any order; it only ever moves up. The bank may only inquire at first, and make a
chargeback of it later, even of an inquiry that was closed.
"""

FINAL = 6
"""The rank of won, lost, prevented, and of anything that Stripe may think of."""

INQUIRY = "inquiry"
CHARGEBACK = "chargeback"


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
    if is_frozen(order):
        return {line.pk for line in order.lines.all()}
    return lines_given_back(
        order, [refund for refund in order.refunds.all() if refund.status in Refund.ACCEPTED]
    )


def _apply(order: Order, found: stripe.Dispute) -> Dispute:
    dispute = Dispute.objects.filter(stripe_id=found.id).first()
    if dispute is None:
        dispute = Dispute(stripe_id=found.id, order=order, amount=found.amount, status="")
    for moved in found.balance_transactions:
        row = Ledger(order=order, kind=Ledger.Kind.DISPUTE, ref=moved.id, amount=moved.amount)
        Ledger.objects.bulk_create([row], ignore_conflicts=True)
    if _rank(found.status) > _rank(dispute.status):
        _move(order, dispute, found)
    elif found.status == dispute.status:
        _postpone(dispute, _due_by(found))
    return dispute


def _move(order: Order, dispute: Dispute, found: stripe.Dispute) -> None:
    """Take over how far the bank has come, and call a person when an inquiry or a chargeback begins."""
    was = dispute.status
    dispute.status, dispute.reason, dispute.due_by = found.status, found.reason, _due_by(found)
    dispute.save()
    record(order, "dispute", dispute=dispute.stripe_id, amount=dispute.amount, status=dispute.status)
    if not was or _stage(was) != _stage(dispute.status):
        _call(order, dispute)
    put(
        f"dispute:{dispute.stripe_id}:grants:{dispute.status}",
        "order.grants",
        {"order": str(order.pk)},
    )
    transaction.on_commit(wake)


def _postpone(dispute: Dispute, due_by: datetime | None) -> None:
    """Keep the later deadline: within one status, the earlier one is old news."""
    if due_by and (dispute.due_by is None or due_by > dispute.due_by):
        dispute.due_by = due_by
        dispute.save(update_fields=["due_by"])


def _call(order: Order, dispute: Dispute) -> None:
    """Ask a person to answer. Each stage has a key of its own: an answered inquiry hides no chargeback."""
    stage = _stage(dispute.status)
    if stage == INQUIRY:
        text = _(
            "%(amount)s円のお支払いについて照会がありました（理由: %(reason)s）。%(due)sまでにStripeで回答してください。"
        )
    else:
        text = _(
            "%(amount)s円のお支払いに異議が申し立てられました（理由: %(reason)s）。%(due)sまでにStripeで回答してください。"
        )
    words = {
        "amount": f"{dispute.amount:,}",
        "reason": dispute.reason_words,
        "due": date_format(timezone.localtime(dispute.due_by), "Y年n月j日 H:i")
        if dispute.due_by
        else _("期限"),
    }
    call(f"dispute:{dispute.stripe_id}:{stage}", Attention.Kind.DISPUTE, text % words, order)


def _rank(status: str) -> int:
    return RANK.get(status, FINAL)


def _stage(status: str) -> str:
    return INQUIRY if status.startswith("warning_") else CHARGEBACK


def _due_by(found: stripe.Dispute) -> datetime | None:
    due = found.evidence_details.due_by
    return datetime.fromtimestamp(due, tz=UTC) if due else None
