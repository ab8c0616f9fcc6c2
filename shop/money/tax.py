"""Consumption tax contained in tax-included amounts.

One rounding per rate per invoice (適格請求書等保存方式, 消費税法施行令 70条の10): the tax is computed once on
the sum of everything at that rate, never per line, so that order, Stripe and invoice always agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

STANDARD_RATE = 10


@dataclass(frozen=True, slots=True)
class RateSum:
    """Everything on one invoice at one tax rate; amounts in yen."""

    rate: int
    total: int
    tax: int


def included_tax(total: int, rate: int) -> int:
    """Return the tax inside `total` yen at `rate` percent, rounded down once: (3300, 10) → 300.

    Raises ValueError for a negative total or rate.
    """
    if total < 0 or rate < 0:
        raise ValueError(f"Tax needs a total and a rate of zero or more; got {total}, {rate}.")
    return total * rate // (100 + rate)


def sums_by_rate(amounts: Iterable[tuple[int, int]]) -> list[RateSum]:
    """Return one RateSum per rate, highest rate first, from (tax-included yen, rate in percent) pairs."""
    totals: dict[int, int] = {}
    for amount, rate in amounts:
        totals[rate] = totals.get(rate, 0) + amount
    return [
        RateSum(rate, totals[rate], included_tax(totals[rate], rate)) for rate in sorted(totals, reverse=True)
    ]
