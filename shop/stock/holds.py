"""Reservations: reserve, release, commit. All lines of one order or none.

Rows are always touched in the order of their variants' ids: two baskets that share two variants would otherwise
deadlock under load. Not of their SKUs: Python and a database that sorts as a language does would not agree on
"YS-1" and "YSA". Availability is checked by the UPDATE itself, never by a read before it.
A hold is named by its caller; releasing or committing a hold that has nothing left does nothing, so both may
be repeated.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Sum

from shop.stock.low import notice_low
from shop.stock.models import Stock, StockMove


@dataclass(frozen=True, slots=True)
class StockLine:
    """How many of one variant are wanted."""

    sku: str
    variant_id: int
    quantity: int


class OutOfStockError(Exception):
    """Not enough is left of one variant; nothing was reserved."""

    def __init__(self, line: StockLine) -> None:
        super().__init__(f"{line.sku}: {line.quantity} wanted, not available")
        self.line = line


@transaction.atomic
def reserve(lines: Iterable[StockLine], *, hold: str, order_number: str) -> None:
    """Promise every line to `hold`.

    Raises OutOfStockError with the first line that cannot be had; then nothing is reserved.
    Variants are in `lines` at most once each.
    """
    wanted = sorted(lines, key=lambda line: line.variant_id)
    for line in wanted:
        taken = Stock.objects.filter(pk=line.variant_id, on_hand__gte=F("reserved") + line.quantity).update(
            reserved=F("reserved") + line.quantity
        )
        if not taken:
            raise OutOfStockError(line)
    StockMove.objects.bulk_create(
        StockMove(
            key=f"{hold}:{line.sku}:reserve",
            variant_id=line.variant_id,
            kind=StockMove.Kind.RESERVE,
            reserved_delta=line.quantity,
            hold=hold,
            order_number=order_number,
        )
        for line in wanted
    )
    notice_low((line.variant_id for line in wanted), hold=hold)


@transaction.atomic
def release(hold: str, *, reason: str) -> None:
    """Give back what `hold` still keeps."""
    for line, order_number in _left_in(hold):
        Stock.objects.filter(pk=line.variant_id).update(reserved=F("reserved") - line.quantity)
        StockMove.objects.create(
            key=f"{hold}:{line.sku}:release",
            variant_id=line.variant_id,
            kind=StockMove.Kind.RELEASE,
            reserved_delta=-line.quantity,
            hold=hold,
            order_number=order_number,
            reason=reason,
        )


@transaction.atomic
def commit(hold: str) -> None:
    """Turn what `hold` keeps into goods sold: they leave both counts."""
    for line, order_number in _left_in(hold):
        Stock.objects.filter(pk=line.variant_id).update(
            reserved=F("reserved") - line.quantity, on_hand=F("on_hand") - line.quantity
        )
        StockMove.objects.create(
            key=f"{hold}:{line.sku}:commit",
            variant_id=line.variant_id,
            kind=StockMove.Kind.COMMIT,
            on_hand_delta=-line.quantity,
            reserved_delta=-line.quantity,
            hold=hold,
            order_number=order_number,
        )


def held(hold: str) -> dict[int, int]:
    """Return variant id → units that `hold` keeps now; empty for "" and for unknown holds."""
    return {line.variant_id: line.quantity for line, _ in _left_in(hold)}


def _left_in(hold: str) -> list[tuple[StockLine, str]]:
    if not hold:
        return []
    rows = (
        StockMove.objects.filter(hold=hold)
        .values_list("variant__sku", "variant_id", "order_number")
        .annotate(left=Sum("reserved_delta"))
        .filter(left__gt=0)
        .order_by("variant_id")
    )
    return [(StockLine(sku, variant_id, left), order_number) for sku, variant_id, order_number, left in rows]
