"""What the shop keeps of an order's money, and which lines were given back with the rest.

An order can be paid twice. What was paid beyond its total is the customer's: giving that back takes nothing of the
purchase away, so the sums here are payments minus refunds, never refunds against the order's total.
"""

from collections.abc import Sequence

from shop.orders.models import Order
from shop.payments.after_models import Refund
from shop.payments.models import Ledger


def is_all_given_back(order: Order, refunds: Sequence[Refund]) -> bool:
    """Whether `refunds` return every yen that was paid for `order`. An order that cost nothing never is."""
    return bool(refunds) and _kept(_payments(order), refunds) <= 0


def lines_given_back(order: Order, refunds: Sequence[Refund]) -> set[int]:
    """Return the ids of the lines of `order` that `refunds` return, line by line or with everything else.

    None while the shop still has the whole price.
    """
    lines = list(order.lines.all())
    kept = _kept(_payments(order), refunds)
    if refunds and kept <= 0:
        return {line.pk for line in lines}
    if kept >= order.total:
        return set()
    of_the_rest = without_duplicates(order, refunds)
    units = {line.pk: sum(refund.lines.get(str(line.pk), 0) for refund in of_the_rest) for line in lines}
    return {line.pk for line in lines if units[line.pk] >= line.quantity}


def without_duplicates(order: Order, refunds: Sequence[Refund]) -> list[Refund]:
    """Return those of `refunds` that belong to the purchase.

    A payment that went back whole beside another that did not was the one too many: the lines ticked for it were only
    a way to name the sum.
    """
    left = _payments(order)
    for refund in refunds:
        left[refund.payment_ref] = left.get(refund.payment_ref, 0) - refund.amount
    if all(yen <= 0 for yen in left.values()):
        return list(refunds)
    return [refund for refund in refunds if left[refund.payment_ref] > 0]


def owed_back(order: Order) -> int:
    """Return how many yen were paid beyond the total of `order` and are not given back, or being given back."""
    refunds = [refund for refund in order.refunds.all() if refund.counts]
    return max(_kept(_payments(order), refunds) - order.total, 0)


def _payments(order: Order) -> dict[str, int]:
    """Yen by the payment's ref."""
    return dict(Ledger.objects.filter(order=order, kind=Ledger.Kind.PAYMENT).values_list("ref", "amount"))


def _kept(payments: dict[str, int], refunds: Sequence[Refund]) -> int:
    """Yen that `refunds` leave with the shop."""
    return sum(payments.values()) - sum(refund.amount for refund in refunds)
