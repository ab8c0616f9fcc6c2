"""Giving money back: a row first, under the order's lock, then Stripe, then what Stripe says about it.

A refund is asked for in one transaction (`ask`), sent by the outbox (`carry_out`, any number of times: the key is
the row's), and brought to the state Stripe gives it (`settle_refund`), which is also how refunds made in Stripe's
dashboard come in. More than was paid, or more units than were bought, can never be asked for: both are summed up with
the order locked.
"""

import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import stripe
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.failpoints import failpoint
from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.sending import put
from shop.payments.after_models import Attention, Dispute, Refund
from shop.payments.attention import call, resolve
from shop.payments.client import stripe_client
from shop.payments.keeping import without_duplicates
from shop.payments.models import Ledger
from shop.payments.stripe_words import refusal
from shop.payments.tasks import wake

Status = Refund.Status

RANK = {
    Status.REQUESTED: 0,
    Status.REQUIRES_ACTION: 1,
    Status.PENDING: 2,
    Status.SUCCEEDED: 3,
    Status.FAILED: 4,
    Status.CANCELED: 4,
}
"""News about a refund may come in any order; it only ever moves up."""

KEY_LIVES = timedelta(hours=23)


class RefundRefusedError(ValueError):
    """This much cannot be given back; nothing was asked for."""


class NotOursError(LookupError):
    """Stripe's object belongs to no order of this shop."""


def refundable(order: Order) -> int:
    """Return how many yen of `order` can still be given back."""
    return sum(_left_by_payment(order).values())


def returned_units(order: Order) -> Counter[int]:
    """Return line id → units that were given back or are on their way; refunds that came to nothing do not count."""
    units: Counter[int] = Counter()
    counting = list(Refund.objects.filter(order=order).exclude(status__in=Refund.GIVEN_UP))
    for refund in without_duplicates(order, counting):
        units.update({int(line): count for line, count in refund.lines.items()})
    return units


def goes_to_account(refund: Refund) -> bool:
    """Whether the money goes to a bank account that the customer names to Stripe: a store cannot give it back."""
    if refund.status == Status.REQUIRES_ACTION:
        return True
    events = refund.order.events
    if events.filter(kind="refund", data__refund=refund.pk, data__status=Status.REQUIRES_ACTION).exists():
        return True
    paid = events.filter(kind__in=["state", "paid_twice"], data__payment=refund.payment_ref).first()
    if paid is not None and (method := paid.data.get("method")):
        return bool(method == "konbini")
    # Paid before the history kept the method, or even which of two payments it was.
    slips = refund.order.attempts.filter(slip_deadline__isnull=False)
    return (slips.filter(session_id=paid.data["session"]) if paid else slips).exists()


def unsettled_failures(order: Order) -> list[Refund]:
    """Return the refunds that came to nothing and still need another way, oldest first.

    Those that a later refund makes good, or a person has dealt with, are over.
    """
    refunds = list(order.refunds.order_by("pk"))
    failed = {_failed_key(refund): refund for refund in refunds if not refund.counts}
    calls = Attention.objects.filter(key__in=failed, resolved_at=None).values_list("key", flat=True)
    still = [failed[key] for key in calls if not _is_made_good(failed[key], refunds)]
    return sorted(still, key=lambda refund: refund.pk)


def _is_made_good(failed: Refund, refunds: list[Refund]) -> bool:
    return any(
        later.pk > failed.pk
        and later.counts
        and later.payment_ref == failed.payment_ref
        and later.amount >= failed.amount
        for later in refunds
    )


def asked_before(order: Order, key: str) -> Refund | None:
    """Return the refund that `ask` wrote down for `key`; None when it did not yet."""
    return Refund.objects.filter(key=_full_key(order, key)).first()


def ask(
    order: Order,
    amount: int,
    *,
    reason: str,
    actor: str = "",
    lines: dict[str, int] | None = None,
    key: str = "",
) -> Refund:
    """Write down a refund of `amount` yen and promise to carry it out. The caller holds the order's lock.

    The same `key` a second time returns the first refund. Raises RefundRefusedError for more than is left (in yen, or
    in units of one of `lines`), for an order that is disputed, and for no amount.
    """
    key = key or uuid.uuid4().hex
    if (earlier := asked_before(order, key)) is not None:
        return earlier
    if any(dispute.freezes for dispute in Dispute.objects.filter(order=order)):
        raise RefundRefusedError("A disputed payment is decided by the bank.")
    payment_ref = next((ref for ref, left in _left_by_payment(order).items() if 0 < amount <= left), None)
    if payment_ref is None:
        raise RefundRefusedError(f"{amount} yen cannot be given back for {order.number}.")
    if lines and not _are_left(order, lines):
        raise RefundRefusedError(f"Lines {lines} of {order.number} were given back before.")
    refund = Refund.objects.create(
        order=order,
        payment_ref=payment_ref,
        key=_full_key(order, key),
        amount=amount,
        lines=lines or {},
        reason=reason[:200],
        actor=actor[:150],
    )
    record(order, "refund", refund=refund.pk, amount=amount, status=Status.REQUESTED, actor=actor)
    put(f"refund:{refund.pk}:send", "order.refund", {"refund": refund.pk})
    transaction.on_commit(wake)
    return refund


def carry_out(refund_pk: int) -> None:
    """Send one refund to Stripe and keep the answer. Raises stripe.StripeError when it must be tried again."""
    refund = Refund.objects.select_related("order").get(pk=refund_pk)
    if refund.stripe_id is not None or refund.status != Status.REQUESTED:
        return
    client = stripe_client()
    if refund.created_at < timezone.now() - KEY_LIVES:
        # The key may be forgotten: sending it again could give the money back twice.
        for known in client.v1.refunds.list(
            params={"payment_intent": refund.payment_ref, "limit": 100}
        ).auto_paging_iter():
            metadata = known.metadata.to_dict() if known.metadata else {}
            if metadata.get("refund") == str(refund.pk):
                _apply(refund.order_id, known)
                return
    params: dict[str, Any] = {
        "payment_intent": refund.payment_ref,
        "amount": refund.amount,
        "metadata": {"order": str(refund.order_id), "refund": str(refund.pk)},
    }
    if goes_to_account(refund):
        # Stripe asks for the account by mail.
        params["instructions_email"] = refund.order.email
    try:
        answer = client.v1.refunds.create(params=params, options={"idempotency_key": str(refund.key)})  # type: ignore[arg-type]
    except stripe.InvalidRequestError as error:
        _refused(refund, refusal(error.code, str(error)))
        return
    failpoint("refund.sent")
    _apply(refund.order_id, answer)
    failpoint("refund.done")


def settle_refund(stripe_id: str) -> Refund:
    """Bring one refund, ours or the dashboard's, to the state Stripe says it is in.

    Raises NotOursError when its payment belongs to no order, stripe.StripeError when Stripe cannot be asked.
    """
    found = stripe_client().v1.refunds.retrieve(stripe_id)
    payment = Ledger.objects.filter(kind=Ledger.Kind.PAYMENT, ref=_id_of(found.payment_intent)).first()
    if payment is None:
        raise NotOursError(stripe_id)
    return _apply(payment.order_id, found)


def settle_refunds_of_charge(charge: str) -> None:
    """Settle every refund of a charge: the older kind of event names only that."""
    for refund in stripe_client().v1.refunds.list(params={"charge": charge, "limit": 100}).auto_paging_iter():
        settle_refund(refund.id)


def _apply(order_id: uuid.UUID, found: stripe.Refund) -> Refund:
    metadata = found.metadata.to_dict() if found.metadata else {}
    with transaction.atomic(durable=True):
        order = lock(order_id)
        refund = Refund.objects.filter(stripe_id=found.id).first()
        ours = str(metadata.get("refund", ""))
        if refund is None and ours.isdigit():
            refund = Refund.objects.filter(pk=int(ours), order=order, stripe_id=None).first()
        if refund is None:
            # Made in the dashboard.
            refund = Refund(order=order, payment_ref=_id_of(found.payment_intent), amount=found.amount)
        is_new = refund.stripe_id is None
        refund.stripe_id = found.id
        status = Status(found.status or Status.PENDING)
        moved = RANK[status] > RANK[Status(refund.status)]
        if moved:
            was, refund.status = refund.status, status
            refund.problem = found.to_dict().get("failure_reason") or ""
        refund.save()
        if moved:
            _moved(order, refund, was)
        elif is_new:
            record(order, "refund", refund=refund.pk, amount=refund.amount, status=refund.status, actor="")
        failpoint("refund.applied")
    return refund


def _moved(order: Order, refund: Refund, was: str) -> None:
    status = Status(refund.status)
    ref = str(refund.stripe_id)
    record(order, "refund", refund=refund.pk, amount=refund.amount, status=status, actor=refund.actor)
    if status == Status.SUCCEEDED:
        _count(order, ref, -refund.amount)
    elif was == Status.SUCCEEDED:
        _count(order, f"{ref}:failed", refund.amount)
    if status in Refund.GIVEN_UP:
        call(
            _failed_key(refund),
            Attention.Kind.REFUND_FAILED,
            _("%(amount)s円の返金ができませんでした（%(why)s）。お客様に別の方法をお尋ねください。")
            % {"amount": f"{refund.amount:,}", "why": refund.why_not or status.label},
            order,
        )
    else:
        put(f"refund:{refund.pk}:mail:{_mail(status)}", "order.mail.refund", _payload(order, refund))
        if refundable(order) == 0:
            resolve(f"order:{order.pk}:unfillable", note=_("全額の返金をStripeが受け付けました。"))
    put(f"refund:{refund.pk}:grants:{status}", "order.grants", _payload(order, refund))
    transaction.on_commit(wake)


def _refused(refund: Refund, why: str) -> None:
    with transaction.atomic(durable=True):
        order = lock(refund.order_id)
        refund = Refund.objects.get(pk=refund.pk)
        if refund.stripe_id is not None:
            return
        was, refund.status, refund.problem = refund.status, Status.FAILED, why[:2000]
        refund.save()
        _moved(order, refund, was)


def _failed_key(refund: Refund) -> str:
    return f"refund:{refund.pk}:failed"


def _mail(status: Refund.Status) -> str:
    """One mail when the customer has to do something, one when the money is on its way; not two for the latter."""
    return status if status == Status.REQUIRES_ACTION else "sent"


def _payload(order: Order, refund: Refund) -> dict[str, object]:
    return {"order": str(order.pk), "refund": refund.pk}


def _count(order: Order, ref: str, amount: int) -> None:
    row = Ledger(order=order, kind=Ledger.Kind.REFUND, ref=ref, amount=amount)
    Ledger.objects.bulk_create([row], ignore_conflicts=True)


def _left_by_payment(order: Order) -> dict[str, int]:
    left = dict(
        Ledger.objects.filter(order=order, kind=Ledger.Kind.PAYMENT)
        .order_by("pk")
        .values_list("ref", "amount")
    )
    taken = (
        Refund.objects.filter(order=order)
        .exclude(status__in=Refund.GIVEN_UP)
        .order_by()
        .values_list("payment_ref")
        .annotate(Sum("amount"))
    )
    for ref, amount in taken:
        left[ref] = left.get(ref, 0) - amount
    return left


def _full_key(order: Order, key: str) -> str:
    return f"order:{order.pk.hex}:refund:{key}"


def _are_left(order: Order, lines: dict[str, int]) -> bool:
    """Whether that many units of each line were bought and not given back yet."""
    left = Counter(dict(order.lines.values_list("pk", "quantity")))
    left.subtract(returned_units(order))
    return all(0 < units <= left[int(line)] for line, units in lines.items())


def _id_of(intent: str | stripe.PaymentIntent | None) -> str:
    return intent if isinstance(intent, str) else intent.id if intent else ""
