"""What can come back of each line of an order: units not yet given back, and units that left the shelf and did not
return to it.

Money and goods are counted apart: a refund may fail after its goods came back, and an order may be paid without its
goods ever having left (paid_unfillable).
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from shop.orders.models import Order, OrderLine
from shop.payments.after_models import Refund
from shop.payments.refunding import returned_units
from shop.staff.stock.undo import undone_ids
from shop.stock.counting import receive
from shop.stock.models import StockMove


@dataclass(frozen=True, slots=True)
class Standing:
    """How one line stands."""

    line: OrderLine
    returned: int
    """Units in refunds that count."""
    sent: int
    """Units that left stock for it."""
    restocked: int
    """Units that refunds put back on the shelf."""

    @property
    def returnable(self) -> int:
        """Units that can still be given back."""
        return max(0, self.line.quantity - self.returned)

    @property
    def restockable(self) -> int:
        """Units that can still be put back on the shelf."""
        return max(0, self.sent - self.restocked)


def standings(order: Order) -> list[Standing]:
    """Return how each line of `order` stands. Only with the order locked does it stay that way."""
    lines = list(order.lines.select_related("variant__product"))
    returned, sent, restocked = returned_units(order), _sent(order), _restocked(order, lines)
    return [Standing(line, returned[line.pk], sent[line.variant_id], restocked[line.pk]) for line in lines]


def put_back(refund: Refund, units: dict[OrderLine, int], *, actor: str) -> None:
    """Put the goods among `units` back on the shelf, once for each refund."""
    # In the order of the variants, like everything that touches several rows of stock.
    for line, count in sorted(goods(units).items(), key=lambda item: item[0].variant_id):
        receive(
            line.variant,
            count,
            actor=actor,
            reason=_("返品 %(number)s") % {"number": refund.order.number},
            key=_key(refund.pk, line),
        )


def was_put_back(refund: Refund, units: dict[OrderLine, int]) -> bool:
    """Whether `put_back` ran for this refund and these units."""
    return StockMove.objects.filter(key__in=[_key_of_move(refund.pk, line) for line in goods(units)]).exists()


def goods(units: dict[OrderLine, int]) -> dict[OrderLine, int]:
    """Leave out the downloads: they have no shelf."""
    return {line: count for line, count in units.items() if not line.is_digital}


def _sent(order: Order) -> Counter[int]:
    """Variant id → units that left stock for `order`."""
    rows = (
        StockMove.objects.filter(order_number=order.number, kind=StockMove.Kind.COMMIT)
        .order_by()
        .values_list("variant_id")
        .annotate(Sum("on_hand_delta"))
    )
    return Counter({variant: -delta for variant, delta in rows})


def _restocked(order: Order, lines: list[OrderLine]) -> Counter[int]:
    """Line id → units that refunds of `order` put back, failed refunds too: the goods stay where they are."""
    refunds = Refund.objects.filter(order=order).values_list("pk", flat=True)
    line_of = {_key_of_move(refund, line): line.pk for refund in refunds for line in lines}
    moves = list(StockMove.objects.filter(key__in=line_of))
    # A movement that somebody took back put nothing on the shelf.
    undone = undone_ids(moves)
    units: Counter[int] = Counter()
    for move in moves:
        if move.pk not in undone:
            units[line_of[move.key]] += move.on_hand_delta
    return units


def _key(refund: int, line: OrderLine) -> str:
    return f"refund-{refund}-{line.sku}"


def _key_of_move(refund: int, line: OrderLine) -> str:
    return f"{StockMove.Kind.RECEIVE}:{_key(refund, line)}"
