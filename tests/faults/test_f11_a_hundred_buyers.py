"""F11: a hundred people press the last button at once, through the real placing code, a real Stripe behind it."""

import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from shop.basket.checking import check
from shop.basket.models import Basket
from shop.catalogue.models import Variant
from shop.checkout.confirmation import confirmation_of
from shop.checkout.models import CheckoutDraft
from shop.checkout.placing import BasketBlockedError, place
from shop.orders.models import Order
from shop.payments.invariants import check_invariants
from shop.payments.models import PaymentAttempt
from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.shop.factories import VariantFactory, basket_with, counts
from tests.shop.walking import CONTACT

pytestmark = pytest.mark.django_db(transaction=True)

BUYERS, UNITS = 100, 20
STORED = {"phone": "09012345678", "postal_code": "1010051", "given_kana": "ハナコ", "family_kana": "ヤマダ"}
CONNECTIONS = threading.Semaphore(50)
"""All press at the same moment; a PostgreSQL as it is installed takes a hundred connections, and not only ours."""


def buyer(variants: list[Variant], seconds: list[float]) -> Callable[[], PaymentAttempt]:
    """Return the press of somebody who has one of each in the basket and has seen the last confirmation."""
    basket: Basket = basket_with(*((variant, 1) for variant in variants))
    draft = CheckoutDraft.objects.create(basket=basket, **CONTACT | STORED)
    seen = confirmation_of(check(basket), draft).digest

    def press() -> PaymentAttempt:
        began = time.monotonic()
        try:
            with CONNECTIONS:
                try:
                    return place(basket, draft, seen, "http://testserver{}".format)
                finally:
                    connection.close()
        finally:
            seconds.append(time.monotonic() - began)

    return press


def deadlocks() -> int:
    """How many deadlocks this database has seen; PostgreSQL counts them, SQLite has none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def hundred_buyers() -> tuple[Counter[str], list[float]]:
    """Let a hundred people buy the last twenty pairs of two kinds, half of them with the lines the other way round."""
    left, right = VariantFactory.create(stock=UNITS), VariantFactory.create(stock=UNITS)
    seconds: list[float] = []
    presses = [buyer([left, right] if n % 2 else [right, left], seconds) for n in range(BUYERS)]
    before = deadlocks()

    results = at_once(presses)

    came_to = Counter(type(result).__name__ for result in results)
    assert deadlocks() == before
    assert (counts(left), counts(right)) == ((UNITS, UNITS), (UNITS, UNITS))
    assert Order.objects.count() == PaymentAttempt.objects.filter(status="open").count() == UNITS
    assert [found.invariant.code for found in check_invariants() if found.breaches] == []
    return came_to, seconds


@pytest.mark.thorough
def test_f11_a_hundred_buyers_of_crossed_baskets_get_exactly_the_twenty_units(shop: SandboxServer) -> None:
    came_to, seconds = hundred_buyers()
    print(  # noqa: T201 -- shown with -s
        f"median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s"
    )

    assert came_to == {PaymentAttempt.__name__: UNITS, BasketBlockedError.__name__: BUYERS - UNITS}
