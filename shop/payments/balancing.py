"""Comparing the ledger with the movements of Stripe's balance, a day at a time.

Settling and reconciling compare objects (sessions, refunds, disputes); this compares the money itself, so it also
finds what was booked twice, with another sum, or not at all. What Stripe keeps as fees is booked on the way.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import stripe
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.outbox.models import Outbox
from shop.outbox.sending import put
from shop.payments.after_models import Attention
from shop.payments.attention import call
from shop.payments.client import stripe_client
from shop.payments.models import Ledger
from shop.payments.stripe_words import MOVEMENTS, in_words

JAPAN = ZoneInfo("Asia/Tokyo")
COMPARE_AT = time(3)
"""Stripe may write a movement down an hour after the payment, and we may hear of one late."""

SHOWN = 20
BOOKED_ELSEWHERE = timedelta(days=3)
"""How far from our booking, to either side, Stripe's movement may lie: we may have learnt of it days later."""

SALES = ("charge", "payment")
REFUNDS = ("refund", "payment_refund", "refund_failure", "payment_failure_refund")


@dataclass(slots=True)
class Balance:
    """What one day came to, in yen, at Stripe and here; a sentence for each difference."""

    day: date
    stripe: int = 0
    ours: int = 0
    fees: int = 0
    differences: list[str] = field(default_factory=list)


def promise_yesterday() -> None:
    """Have the day before today, in Japan, compared once; asking again changes nothing."""
    today = timezone.now().astimezone(JAPAN).date()
    day = today - timedelta(days=1)
    due_at = datetime.combine(today, COMPARE_AT, JAPAN)
    put(f"balance:{day}", "payments.balance", {"day": day.isoformat()}, due_at=due_at)


def balance_handler(row: Outbox) -> None:
    """Compare the day that was promised. Raises stripe.StripeError: then it is tried again."""
    compare(date.fromisoformat(row.payload["day"]))


def compare(day: date) -> Balance:
    """Compare one day (in Japan) of the ledger with Stripe's balance; call a person when they differ.

    Raises stripe.StripeError when Stripe cannot be asked. Movements of other things that use the same Stripe
    account are left alone.
    """
    begin = datetime.combine(day, time.min, JAPAN)
    end = begin + timedelta(days=1)
    window: Any = {
        "created": {
            "gte": int((begin - BOOKED_ELSEWHERE).timestamp()),
            "lt": int((end + BOOKED_ELSEWHERE).timestamp()),
        },
        "expand": ["data.source"],
        "limit": 100,
    }
    found = list(stripe_client().v1.balance_transactions.list(params=window).auto_paging_iter())
    result = Balance(day)
    seen: set[tuple[str, str]] = set()
    for moved in found:
        kind, ref = _names(moved)
        seen.add((kind, ref))
        if begin.timestamp() <= moved.created < end.timestamp():
            _compare_one(result, moved, kind, ref)
    for row in Ledger.objects.filter(created_at__gte=begin, created_at__lt=end).exclude(kind=Ledger.Kind.FEE):
        if (row.kind, row.ref.removesuffix(":failed")) not in seen:
            result.differences.append(
                _("台帳の%(what)sが、Stripeの残高にありません。") % {"what": f"{row} ({row.order.number})"}
            )
    if result.differences:
        _call(result)
    return result


def _names(moved: stripe.BalanceTransaction) -> tuple[str, str]:
    """Return the kind and the ref under which the ledger would have this movement; ("", "") for none."""
    source: Any = moved.source
    if moved.type in SALES and isinstance(source, stripe.Charge):
        intent = source.payment_intent
        return Ledger.Kind.PAYMENT, (intent if isinstance(intent, str) else intent.id) if intent else ""
    if moved.type in REFUNDS and isinstance(source, stripe.Refund):
        return Ledger.Kind.REFUND, source.id
    if moved.type == "adjustment" and isinstance(source, stripe.Dispute):
        return Ledger.Kind.DISPUTE, moved.id
    return "", ""


def _compare_one(result: Balance, moved: stripe.BalanceTransaction, kind: str, ref: str) -> None:
    rows = Ledger.objects.filter(kind=kind, ref__in=[ref, f"{ref}:failed"])
    booked = rows.aggregate(yen=Sum("amount"))["yen"]
    expected: int | None = moved.amount
    if kind == Ledger.Kind.REFUND:
        # Stripe moves the money when a refund is under way; we book it when it has arrived.
        status = moved.source.status  # type: ignore[union-attr]
        on_its_way = status in ("pending", "requires_action")
        expected = None if on_its_way else -abs(moved.amount) if status == "succeeded" else 0
        booked = booked or 0 if not on_its_way else None
    if booked is None and expected is not None and not _is_ours(moved):
        return
    result.stripe += moved.amount
    result.ours += booked or 0
    if booked != expected:
        result.differences.append(
            _("Stripeの%(ref)s（%(type)s %(stripe)s円）に対し、台帳は%(ours)s円です。")
            % {
                "ref": ref,
                "type": in_words(MOVEMENTS, moved.type),
                "stripe": f"{moved.amount:,}",
                "ours": f"{booked or 0:,}",
            }
        )
    if moved.fee and (row := rows.first()) is not None:
        result.fees += moved.fee
        fee = Ledger(order_id=row.order_id, kind=Ledger.Kind.FEE, ref=moved.id, amount=-moved.fee)
        Ledger.objects.bulk_create([fee], ignore_conflicts=True)


def _is_ours(moved: stripe.BalanceTransaction) -> bool:
    """Whether what moved names an order of this shop, though the ledger does not know it."""
    source: Any = moved.source
    metadata = getattr(source, "metadata", None)
    if metadata is not None and "order" in metadata.to_dict():
        return True
    intent = getattr(source, "payment_intent", None)
    ref = intent if isinstance(intent, str) else intent.id if intent else ""
    return bool(ref) and Ledger.objects.filter(kind=Ledger.Kind.PAYMENT, ref=ref).exists()


def _call(result: Balance) -> None:
    lines = [
        _("%(day)sの入出金が、Stripeの残高と一致しません（%(n)s件）。")
        % {"day": result.day.isoformat(), "n": len(result.differences)},
        _("Stripe %(stripe)s円 / 台帳 %(ours)s円")
        % {"stripe": f"{result.stripe:,}", "ours": f"{result.ours:,}"},
        *result.differences[:SHOWN],
    ]
    with transaction.atomic():
        call(f"balance:{result.day}", Attention.Kind.BALANCE, "\n".join(lines))
