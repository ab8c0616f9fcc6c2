"""F31: a hundred thousand random baskets agree to the yen, tax rounded once."""

import random

from shop.money.tax import STANDARD_RATE, sums_by_rate


def test_f31_in_a_hundred_thousand_baskets_parts_are_the_whole_and_tax_is_rounded_once() -> None:
    dice = random.Random(20261123)
    for _ in range(100_000):
        lines = [(dice.randint(1, 30_000), dice.randint(1, 10)) for _line in range(dice.randint(1, 6))]
        fee = dice.choice([0, 385])
        total = sum(price * units for price, units in lines) + fee
        amounts = [(price * units, STANDARD_RATE) for price, units in lines]

        (whole,) = sums_by_rate([*amounts, (fee, STANDARD_RATE)] if fee else amounts)

        assert (whole.rate, whole.total, whole.tax) == (STANDARD_RATE, total, total * 10 // 110)
