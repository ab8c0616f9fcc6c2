"""Every code of Stripe's that the staff may meet has Japanese words, and can still be looked up in the dashboard.

The lists are those of the installed library: a new version of it shows here which words are missing.
"""

import inspect
import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
import stripe

from shop.payments import balancing
from shop.payments.stripe_words import (
    DISPUTE_REASONS,
    DISPUTE_STATUSES,
    MOVEMENTS,
    PAYMENT_STATUSES,
    REFUND_FAILURES,
    REFUSALS,
    SESSION_STATUSES,
    in_words,
    refusal,
)

EVERY = (
    DISPUTE_REASONS,
    DISPUTE_STATUSES,
    MOVEMENTS,
    PAYMENT_STATUSES,
    REFUND_FAILURES,
    REFUSALS,
    SESSION_STATUSES,
)


def literals(annotation: Any) -> Iterator[str]:
    """Yield the codes that a type of the library allows."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from literals(part)


def codes(kind: type[stripe.StripeObject], name: str) -> set[str]:
    """Return the codes of a field; where its type is just a string, those that its description lists."""
    typed = set(literals(kind.__annotations__[name]))
    if typed:
        return typed
    told = re.search(rf'\n    {name}: .*?\n    """\n(.*?)"""', inspect.getsource(kind), re.DOTALL)
    return set(re.findall(r"`(\w+)`", told[1])) if told else set()


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        (REFUND_FAILURES, stripe.Refund, "failure_reason"),
        (DISPUTE_REASONS, stripe.Dispute, "reason"),
        (DISPUTE_STATUSES, stripe.Dispute, "status"),
        (SESSION_STATUSES, stripe.checkout.Session, "status"),
        (PAYMENT_STATUSES, stripe.checkout.Session, "payment_status"),
    ],
)
def test_every_code_of_the_library_has_words(
    words: dict[str, str], kind: type[stripe.StripeObject], name: str
) -> None:
    known = codes(kind, name)

    assert len(known) > 2
    assert set(words) == known


def test_every_movement_that_the_comparison_can_name_has_words() -> None:
    assert {*balancing.SALES, *balancing.REFUNDS, "adjustment"} == set(MOVEMENTS)
    assert set(MOVEMENTS) <= codes(stripe.BalanceTransaction, "type")


def test_refusals_are_codes_that_stripe_knows() -> None:
    assert set(REFUSALS) <= codes(stripe.PaymentIntent.LastPaymentError, "code")


def test_all_words_are_japanese() -> None:
    assert [text for words in EVERY for text in words.values() if text.isascii() or not text.strip()] == []


def test_a_code_stays_beside_its_words_and_an_unknown_one_stands_alone() -> None:
    assert in_words(DISPUTE_REASONS, "product_not_received") == "商品が届かない（product_not_received）"
    assert in_words(DISPUTE_REASONS, "brand_new") == "brand_new"
    assert in_words(DISPUTE_REASONS, "") == ""


def test_a_refusal_keeps_what_stripe_said() -> None:
    assert (
        refusal("amount_too_small", "At least ¥50.")
        == "金額が小さすぎます（amount_too_small）: At least ¥50."
    )
    assert refusal("brand_new", "No.") == "brand_new: No."
    assert refusal(None, "No.") == "No."
