"""F1, F11, F16: many buyers, many tabs, many deliveries of one event at the same moment."""

import threading
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db.models import Sum

from shop.catalogue.models import Variant
from shop.orders.models import Order
from shop.payments import attempts
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.request import session_body
from shop.payments.settle import settle
from shop.payments.tasks import work
from shop.stock.holds import OutOfStockError, StockLine, commit, release, reserve
from shop.stock.models import Stock, StockMove
from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db(transaction=True)


def line(variant: Variant, quantity: int = 1) -> StockLine:
    return StockLine(variant.sku, variant.pk, quantity)


def buyers(variants: list[Variant], n: int) -> list[Any]:
    """Return n buyers' reservations; every second one names the variants the other way round."""
    orders = [variants, variants[::-1]]
    return [
        partial(reserve, [line(v) for v in orders[k % 2]], hold=f"buyer-{k}", order_number=str(k))
        for k in range(n)
    ]


def sold_and_refused(results: list[Any]) -> tuple[int, int]:
    strange = [r for r in results if r is not None and not isinstance(r, OutOfStockError)]
    assert strange == []
    return results.count(None), sum(isinstance(r, OutOfStockError) for r in results)


def assert_sums_agree() -> None:
    """Invariants I1 to I3."""
    for stock in Stock.objects.all():
        sums = StockMove.objects.filter(variant=stock.variant).aggregate(
            h=Sum("on_hand_delta"), r=Sum("reserved_delta")
        )
        assert (stock.on_hand, stock.reserved) == (sums["h"] or 0, sums["r"] or 0)
        assert 0 <= stock.reserved <= stock.on_hand


def test_f11_the_last_three_pairs_are_promised_three_times() -> None:
    socks = VariantFactory.create(stock=3)

    assert sold_and_refused(at_once(buyers([socks], 8))) == (3, 5)
    assert counts(socks) == (3, 3)
    assert_sums_agree()


@pytest.mark.postgres
def test_two_orders_at_once_are_not_both_promised_the_spare_units_for_a_slip(
    shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven in stock, three wanted by each, three to spare: the second must pay at once."""
    both_have_asked = threading.Barrier(2)

    def slow_body(*args: Any, **options: Any) -> Any:
        # Between asking and reserving each waits for the other; who is alone goes on after a second.
        with suppress(threading.BrokenBarrierError):
            both_have_asked.wait(timeout=1)
        return session_body(*args, **options)

    monkeypatch.setattr(attempts, "session_body", slow_body)
    socks = VariantFactory.create(stock=7)
    rivals = [Shopper(), Shopper()]
    for rival in rivals:
        rival.add(socks, 3)
        rival.type_address()
    pages = [rival.confirmation() for rival in rivals]

    at_once([partial(rival.confirm, page) for rival, page in zip(rivals, pages, strict=True)])

    offers = [a.request_body["allowed_payment_method_types"] for a in PaymentAttempt.objects.all()]
    assert sorted("konbini" in methods for methods in offers) == [False, True]


@pytest.mark.postgres
def test_sixty_buyers_of_crossed_baskets_get_twenty_orders_and_no_deadlock() -> None:
    left, right = VariantFactory.create(stock=20), VariantFactory.create(stock=20)

    assert sold_and_refused(at_once(buyers([left, right], 60))) == (20, 40)
    assert (counts(left), counts(right)) == ((20, 20), (20, 20))
    assert_sums_agree()


def test_a_hold_ends_once_even_when_payment_and_expiry_meet() -> None:
    socks = VariantFactory.create(stock=3)
    reserve([line(socks, 2)], hold="h", order_number="A")

    at_once([partial(commit, "h"), partial(release, "h", reason="expired")])

    assert counts(socks) in ((1, 0), (3, 0))
    assert_sums_agree()


def test_six_presses_of_the_button_at_once_make_one_order_and_one_session(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()
    page = shopper.confirmation()
    cookies = shopper.client.cookies

    def press() -> str:
        tab = Shopper()
        tab.client.cookies = cookies.copy()
        return str(tab.confirm(page)["Location"])

    locations = at_once([press] * 6)

    assert len(set(map(str, locations))) == 1
    assert (Order.objects.count(), PaymentAttempt.objects.count(), counts(socks)) == (1, 1, (5, 1))
    assert_sums_agree()


def test_f1_one_event_delivered_and_settled_many_times_at_once_counts_once(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.pay(shopper.check_out())
    (event,) = shop.events("checkout.session.completed")
    session_id = event["data"]["object"]["id"]

    results = at_once([partial(deliver, event)] * 4 + [partial(settle, session_id)] * 4)
    work.func()

    assert [r for r in results if isinstance(r, Exception)] == []
    assert (StripeInbox.objects.count(), Ledger.objects.count(), counts(socks)) == (1, 1, (4, 0))
    assert last_order().state == Order.State.PAID
    assert len(mail.outbox) == 1
    assert_sums_agree()


def test_buyers_of_the_last_pair_get_one_session_and_a_sentence_each(shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=1)
    pages = []
    for _ in range(4):
        rival = Shopper()
        rival.add(socks)
        rival.type_address()
        pages.append((rival, rival.confirmation()))

    locations = [str(r["Location"]) for r in at_once([partial(r.confirm, page) for r, page in pages])]  # type: ignore[index]

    assert sorted(location == "/basket/" for location in locations) == [False, True, True, True]
    assert counts(socks) == (1, 1)
    assert_sums_agree()
