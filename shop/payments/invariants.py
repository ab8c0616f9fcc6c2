"""What must be true of the shop's books at any moment, as SQL that both databases understand.

Each invariant is a query for the rows that break it: no row, no breach. It looks at the tables alone, without the
code that fills them, so it finds mistakes in that code too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from shop.orders.history import is_unbroken
from shop.orders.models import Order
from shop.outbox.overdue import PATIENCE
from shop.payments.after_models import Refund
from shop.payments.models import Ledger
from shop.payments.undone import left_to_do

INBOX_PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Invariant:
    """One rule; `sql` selects a word for each row that breaks it. `%(since)s` is the inbox's patience, `%(promised)s`
    the outbox's.
    """

    code: str
    says: str
    sql: str


@dataclass(frozen=True, slots=True)
class Finding:
    """How one invariant stands: `breaches` is empty when it holds."""

    invariant: Invariant
    breaches: list[str]


INVARIANTS = (
    Invariant(
        "I1",
        "0 <= reserved <= on_hand",
        """SELECT v.sku FROM shop_stock s JOIN shop_variant v ON v.id = s.variant_id
           WHERE s.reserved < 0 OR s.reserved > s.on_hand""",
    ),
    Invariant(
        "I2",
        "reserved is the sum of the open holds, and each hold belongs to an attempt that may still be paid",
        """SELECT v.sku FROM shop_stock s JOIN shop_variant v ON v.id = s.variant_id
           WHERE s.reserved <> (SELECT COALESCE(SUM(m.reserved_delta), 0) FROM shop_stockmove m
                                WHERE m.variant_id = s.variant_id)
           UNION
           SELECT m.hold FROM shop_stockmove m WHERE m.hold <> ''
           GROUP BY m.hold, m.variant_id HAVING SUM(m.reserved_delta) < 0
           UNION
           SELECT m.hold FROM shop_stockmove m
           JOIN shop_order o ON o.number = m.order_number
           WHERE m.hold LIKE 'attempt-%%' AND o.state NOT IN ('creating', 'open', 'awaiting_konbini')
             AND NOT EXISTS (SELECT 1 FROM shop_paymentattempt a WHERE a.order_id = o.id
                             AND a.status IN ('creating', 'open', 'awaiting_konbini', 'quarantined'))
           GROUP BY m.hold, m.variant_id HAVING SUM(m.reserved_delta) <> 0""",
    ),
    Invariant(
        "I3",
        "on_hand is the sum of the moves",
        """SELECT v.sku FROM shop_stock s JOIN shop_variant v ON v.id = s.variant_id
           WHERE s.on_hand <> (SELECT COALESCE(SUM(m.on_hand_delta), 0) FROM shop_stockmove m
                               WHERE m.variant_id = s.variant_id)""",
    ),
    Invariant(
        "I4",
        "each payment belongs to a paid order and is its total; each paid order that costs something has a payment",
        """SELECT o.number FROM shop_ledger l JOIN shop_order o ON o.id = l.order_id
            WHERE l.kind = 'payment' AND (o.state NOT IN ('paid', 'paid_unfillable') OR l.amount <> o.total OR l.amount = 0)
            UNION
            SELECT o.number FROM shop_order o WHERE o.state IN ('paid', 'paid_unfillable') AND o.total > 0 AND NOT EXISTS
              (SELECT 1 FROM shop_ledger l WHERE l.order_id = o.id AND l.kind = 'payment')""",
    ),
    Invariant(
        "I5",
        "no download is open and no parcel left without the money for it, and no more is given back than was paid",
        """SELECT o.number FROM shop_downloadgrant g JOIN shop_orderline n ON n.id = g.line_id
            JOIN shop_order o ON o.id = n.order_id
            WHERE g.withdrawn_at IS NULL AND (o.state <> 'paid' OR o.total > 0 AND
              (SELECT COALESCE(SUM(l.amount), 0) FROM shop_ledger l
               WHERE l.order_id = o.id AND l.kind IN ('payment', 'refund')) <= 0)
            UNION
            -- What is given back after the parcel left is a return; what was before should have kept it here.
            SELECT o.number FROM shop_shipment s JOIN shop_order o ON o.id = s.order_id
            WHERE o.state <> 'paid' OR o.total > 0 AND
              (SELECT COALESCE(SUM(l.amount), 0) FROM shop_ledger l
               WHERE l.order_id = o.id AND l.kind = 'payment') <=
              (SELECT COALESCE(SUM(r.amount), 0) FROM shop_refund r
               WHERE r.order_id = o.id AND r.status NOT IN ('failed', 'canceled') AND r.created_at < s.shipped_at)
            UNION
            SELECT o.number FROM shop_order o JOIN shop_refund r ON r.order_id = o.id AND r.status NOT IN ('failed', 'canceled')
            GROUP BY o.id, o.number HAVING SUM(r.amount) >
              (SELECT COALESCE(SUM(l.amount), 0) FROM shop_ledger l
               WHERE l.order_id = o.id AND l.kind = 'payment')
            UNION
            SELECT o.number FROM shop_order o WHERE
              (SELECT COALESCE(SUM(l.amount), 0) FROM shop_ledger l
               WHERE l.order_id = o.id AND l.kind = 'refund') <>
              (SELECT COALESCE(-SUM(r.amount), 0) FROM shop_refund r
               WHERE r.order_id = o.id AND r.status = 'succeeded')""",
    ),
    Invariant(
        "I6",
        "at most one attempt of an order can be paid, and one that is open knows its session",
        """SELECT o.number FROM shop_order o JOIN shop_paymentattempt a ON a.order_id = o.id
           WHERE a.status IN ('creating', 'open', 'awaiting_konbini')
           GROUP BY o.id, o.number HAVING COUNT(*) > 1
           UNION
           SELECT a.idem_key FROM shop_paymentattempt a
           WHERE a.status IN ('open', 'awaiting_konbini', 'paid') AND a.session_id IS NULL""",
    ),
    Invariant(
        "I7",
        "each paid order has exactly one confirmation to send, each other order none",
        """SELECT o.number FROM shop_order o WHERE (CASE WHEN o.state = 'paid' THEN 1 ELSE 0 END) <>
             (SELECT COUNT(*) FROM shop_outbox x WHERE x.kind = 'order.mail.paid'
              AND x.key LIKE 'order:%%:mail:paid'
              AND REPLACE(x.key, '-', '') = 'order:' || REPLACE(CAST(o.id AS TEXT), '-', '') || ':mail:paid')""",
    ),
    Invariant(
        "I8",
        "lines and shipping are the total, which is what Stripe was asked for",
        """SELECT o.number FROM shop_order o WHERE o.total <> o.subtotal + o.shipping_fee OR o.subtotal <>
             (SELECT COALESCE(SUM(n.unit_price * n.quantity), 0) FROM shop_orderline n WHERE n.order_id = o.id)""",
    ),
    Invariant(
        "I9",
        "no event of Stripe's waits for more than fifteen minutes",
        "SELECT event_id FROM shop_stripeinbox WHERE done_at IS NULL AND received_at < %(since)s",
    ),
)

CHAIN = Invariant("I10", "the history of every order is unbroken", "")
PROMISES = Invariant(
    "I11",
    f"no mail, download right or refund that was promised is undone {PATIENCE.seconds // 3600} hours after its time, "
    "but for what a person has dealt with",
    """SELECT o.number FROM shop_refund r JOIN shop_order o ON o.id = r.order_id
       WHERE r.status = 'requested' AND r.created_at < %(promised)s""",
)


def check_invariants() -> list[Finding]:
    """Return how every invariant stands now, with a word (an order's number, a SKU) for every row that breaks it."""
    now = timezone.now()
    params = {"since": now - INBOX_PATIENCE, "promised": now - PATIENCE}
    by_code = {each.code: _rows(each.sql, params) for each in (*INVARIANTS, PROMISES)}
    by_code["I5"] = sorted({*by_code["I5"], *_handed_over_after_refunds()})
    by_code["I8"] += _wrong_requests()
    by_code["I10"] = [order.number for order in Order.objects.iterator() if not is_unbroken(order)]
    by_code["I11"] += [row.key for row in left_to_do()]
    return [Finding(each, by_code[each.code]) for each in (*INVARIANTS, CHAIN, PROMISES)]


def _handed_over_after_refunds() -> list[str]:
    """Orders with an open download whose line was given back, or a parcel that left after all its goods were: part
    of I5 that needs JSON.
    """
    wrong = []
    orders = Order.objects.filter(refunds__isnull=False).distinct().select_related("shipment")
    for order in orders.prefetch_related("lines__grants", "refunds", "ledger").iterator(chunk_size=500):
        refunds = list(order.refunds.all())
        back = _given_back(order, [refund for refund in refunds if refund.status in Refund.ACCEPTED])
        grants = [grant for line in order.lines.all() if line.pk in back for grant in line.grants.all()]
        is_open = any(grant.withdrawn_at is None for grant in grants)
        if is_open or _left_after_refunds(order, [refund for refund in refunds if refund.counts]):
            wrong.append(order.number)
    return wrong


def _left_after_refunds(order: Order, refunds: Sequence[Refund]) -> bool:
    """Whether the parcel left although everything in it was given back before."""
    parcel = getattr(order, "shipment", None)
    if parcel is None:
        return False
    before = [refund for refund in refunds if refund.created_at < parcel.shipped_at]
    goods = {line.pk for line in order.lines.all() if not line.is_digital}
    return bool(goods) and goods <= _given_back(order, before)


def _given_back(order: Order, refunds: Sequence[Refund]) -> set[int]:
    """The ids of the lines that `refunds` return.

    What was paid twice may go back: nothing is returned while the price is here, and a payment that went back whole
    says nothing about the lines that the other one paid for.
    """
    left = Counter({row.ref: row.amount for row in order.ledger.all() if row.kind == Ledger.Kind.PAYMENT})
    for refund in refunds:
        left[refund.payment_ref] -= refund.amount
    kept = sum(left.values())
    if refunds and kept <= 0:
        return {line.pk for line in order.lines.all()}
    if kept >= order.total:
        return set()
    units: Counter[int] = Counter()
    for refund in refunds:
        if left[refund.payment_ref] > 0:
            units.update({int(line): count for line, count in refund.lines.items()})
    return {line.pk for line in order.lines.all() if units[line.pk] >= line.quantity}


def _wrong_requests() -> list[str]:
    """Orders whose stored request asks Stripe for another sum than their total: part of I8 that needs JSON."""
    wrong = []
    for order in Order.objects.prefetch_related("attempts").iterator(chunk_size=500):
        for attempt in order.attempts.all():
            items = attempt.request_body.get("line_items", [])
            asked = sum(item["quantity"] * item["price_data"]["unit_amount"] for item in items)
            if items and asked != order.total:
                wrong.append(order.number)
    return wrong


def _rows(sql: str, params: dict[str, Any]) -> list[str]:
    if connection.vendor == "sqlite":
        # SQLite keeps moments as text.
        params = {name: value.isoformat(sep=" ") for name, value in params.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return sorted(str(word) for (word,) in cursor.fetchall())
