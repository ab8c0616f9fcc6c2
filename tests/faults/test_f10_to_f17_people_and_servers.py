"""F10 and F13 to F17: a database that dies, and customers who do what no customer should."""

import time
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shop.orders.models import Order
from shop.payments.invariants import check_invariants
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.settle import settle
from shop.payments.sweeping import sweep
from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.faults.test_sweeping import age, sessions
from tests.shop.factories import VariantFactory, counts
from tests.shop.walking import CONTACT, Shopper, form_fields, last_order

pytestmark = pytest.mark.django_db(transaction=True)


def broken() -> list[str]:
    return [
        f"{each.invariant.code}: {', '.join(each.breaches)}" for each in check_invariants() if each.breaches
    ]


def ready(variant: Any) -> tuple[Shopper, Any]:
    """Return a shopper before the last button, and the page with it."""
    shopper = Shopper(client=Client(raise_request_exception=False))
    shopper.add(variant)
    shopper.type_address()
    return shopper, shopper.confirmation()


def cut_every_connection(after: float) -> None:
    """End all other connections to this test's database after so many seconds, as a server that falls over does."""
    time.sleep(after)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.postgres
def test_f10_connections_cut_while_people_buy_lose_neither_money_nor_stock(shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=20)
    buyers = [ready(socks) for _ in range(9)]
    presses = [partial(shopper.confirm, page) for shopper, page in buyers]

    # The test's own connection would be cut too.
    connection.close()
    answers = at_once([*presses, *(partial(cut_every_connection, after) for after in (0.05, 0.2, 0.4))])

    codes = [getattr(answer, "status_code", 500) for answer in answers[: len(presses)]]
    assert set(codes) <= {303, 500, 503}
    assert 500 in codes, "no connection was cut while somebody bought"
    # Whoever saw an error presses again; nobody gets a second session.
    for shopper, page in buyers:
        assert shopper.confirm(page).status_code == 303
    assert len(sessions(shop)) == PaymentAttempt.objects.count() == 9
    assert counts(socks) == (20, 9)
    assert broken() == []


def test_f13_prices_and_totals_sent_by_the_browser_are_ignored(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=9)
    forged = {"price": "1", "price_seen": "1", "total": "1", "unit_amount": "1", "discount": "9999"}
    shopper.add(socks, 2, **forged)
    shopper.type_address()
    form = shopper.confirmation().select_one("form.confirm-form")
    assert form is not None

    shopper.client.post("/checkout/confirm/", form_fields(form) | forged)

    order = last_order()
    (item,) = PaymentAttempt.objects.get().request_body["line_items"]
    assert (order.total, item["quantity"], item["price_data"]["unit_amount"]) == (6600, 2, 3300)


def test_f13_a_confirmation_of_an_older_price_is_shown_again(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=9)
    shopper.add(socks)
    shopper.type_address()
    page = shopper.confirmation()
    socks.price = 4400
    socks.save()

    assert shopper.confirm(page).status_code == 422
    assert not Order.objects.exists()


def test_f14_the_session_of_one_order_never_pays_another(shop: SandboxServer) -> None:
    cheap, dear = VariantFactory.create(stock=5, price=500), VariantFactory.create(stock=5, price=9000)
    attempts = []
    for variant in (cheap, dear):
        shopper = Shopper()
        shopper.add(variant)
        shopper.check_out()
        attempts.append(PaymentAttempt.objects.latest("pk"))
    small = str(attempts[0].session_id)
    shop.control.pay_by_card(small)
    PaymentAttempt.objects.filter(pk=attempts[0].pk).update(session_id="cs_swapped")
    PaymentAttempt.objects.filter(pk=attempts[1].pk).update(session_id=small)

    settle(small)

    attempts[1].refresh_from_db()
    assert attempts[1].status == PaymentAttempt.Status.QUARANTINED
    assert not Ledger.objects.exists()
    assert (counts(dear), attempts[1].order.is_paid) == ((5, 1), False)


def test_f15_a_strangers_session_id_shows_a_state_and_nobodys_data(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    address = shopper.pay(shopper.check_out()).headers["Location"].removeprefix("http://testserver")
    stranger = Shopper()
    stranger.add(VariantFactory.create(stock=5))

    page = stranger.client.get(address).content.decode()

    order = last_order()
    assert "お支払いが完了しました" in page
    secrets = (*CONTACT.values(), order.number, order.token, str(order.pk), order.lines.get().name)
    assert [secret for secret in secrets if len(secret) > 2 and secret in page] == []


def test_f16_twenty_presses_at_once_lead_to_one_session(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()
    page = shopper.confirmation()

    def press() -> str:
        tab = Shopper()
        tab.client.cookies = shopper.client.cookies.copy()
        return str(tab.confirm(page)["Location"])

    locations = at_once([press] * 20)

    assert len(set(map(str, locations))) == 1
    assert str(locations[0]).startswith(shop.base_url)
    assert (len(sessions(shop)), Order.objects.count(), counts(socks)) == (1, 1, (5, 1))


def test_f17_paying_the_old_session_while_the_changed_basket_is_ordered_charges_once(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    old = shopper.check_out()
    shopper.add(socks)
    shopper.type_address()
    page = shopper.confirmation()

    paid, pressed = at_once([partial(shopper.pay, old), partial(shopper.confirm, page)])
    age(minutes=50)
    sweep()

    was_paid = getattr(paid, "status_code", 0) == 303
    location = str(pressed["Location"])  # type: ignore[index]
    assert location.startswith("/checkout/done/") is was_paid
    states = sorted(Order.objects.values_list("state", flat=True))
    assert states == (["paid"] if was_paid else ["expired", "expired"])
    assert counts(socks) == ((4, 0) if was_paid else (5, 0))
    assert broken() == []
