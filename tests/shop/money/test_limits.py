import pytest

from shop.basket.models import BasketLine
from shop.catalogue.models import PRICE_RULE
from shop.money.limits import (
    LEAST_PAYMENT,
    MOST_PAYMENT,
    MOST_PRICE,
    MOST_SHIPPING,
    is_too_little,
    is_too_much,
)
from shop.money.yen import format_yen
from stripe_sandbox import session_rules


@pytest.mark.parametrize(
    ("total", "too_little", "too_much"),
    [
        (0, False, False),
        (1, True, False),
        (49, True, False),
        (50, False, False),
        (99_999_999, False, False),
        (100_000_000, False, True),
    ],
)
def test_a_payment_has_a_least_and_a_most(total: int, too_little: bool, too_much: bool) -> None:
    assert (is_too_little(total), is_too_much(total)) == (too_little, too_much)


def test_the_limits_are_those_that_stripe_asks_for() -> None:
    assert (LEAST_PAYMENT, MOST_PAYMENT) == (session_rules.MIN_TOTAL, session_rules.MAX_TOTAL)


def test_the_fullest_line_at_the_highest_price_with_the_dearest_parcel_can_be_paid() -> None:
    (most,) = (
        v.limit_value for v in BasketLine._meta.get_field("quantity").validators if v.code == "max_value"
    )

    assert not is_too_much(most * MOST_PRICE + MOST_SHIPPING)


def test_the_sentence_in_the_product_form_names_the_numbers_of_the_rule() -> None:
    assert all(format_yen(number) in str(PRICE_RULE) for number in (LEAST_PAYMENT, MOST_PRICE, MOST_PAYMENT))
