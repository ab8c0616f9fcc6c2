"""Paying an order that came to nothing: another attempt of the same order, never a twin."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe
from django.core import mail
from django.db import connection

from shop.orders.history import is_unbroken
from shop.orders.models import Order
from shop.payments import settle as settling
from shop.payments.after_models import Attention
from shop.payments.invariants import check_invariants
from shop.payments.models import PaymentAttempt
from shop.payments.reading import SessionFacts
from shop.payments.settle import settle
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import DECLINED, Shopper, last_order, soup

pytestmark = pytest.mark.django_db

AGAIN = "もう一度お支払いへ進む"


def breaches() -> dict[str, list[str]]:
    return {finding.invariant.code: finding.breaches for finding in check_invariants() if finding.breaches}


def run_out(shop: SandboxServer) -> PaymentAttempt:
    """The session of the newest attempt runs out, and the shop hears of it."""
    attempt = PaymentAttempt.objects.latest("pk")
    shop.control.expire_session(str(attempt.session_id))
    settle(str(attempt.session_id))
    return attempt


def order_page(shopper: Shopper) -> Any:
    return soup(shopper.client.get(f"/orders/{last_order().token}/"))


def press_again(shopper: Shopper) -> Any:
    form = order_page(shopper).select_one('form[action^="/checkout/again/"]')
    assert form is not None, "the order page offers no other attempt"
    return shopper.client.post(str(form["action"]))


def test_an_expired_order_is_paid_from_its_own_page_by_a_second_attempt(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.pay(shopper.check_out(), DECLINED)
    run_out(shop)
    assert counts(socks) == (1, 0)
    assert AGAIN in order_page(shopper).get_text()

    # From the mail on another device, without the basket's cookie.
    url = press_again(Shopper())["Location"]

    order = Order.objects.get()
    first, second = order.attempts.order_by("n")
    assert (second.n, second.idem_key, second.status) == (2, f"{order.pk}:2:create", "open")
    assert second.request_body["metadata"]["attempt"] == "2"
    assert (first.status, order.state, counts(socks)) == ("expired", "open", (1, 1))
    shopper.pay(url)
    deliver_all(shop, None)
    work.func()
    order.refresh_from_db()
    assert (order.state, counts(socks)) == (Order.State.PAID, (0, 0))
    assert len(mail.outbox) == 1
    assert is_unbroken(order)
    assert breaches() == {}


def test_the_confirmation_of_an_unchanged_basket_goes_on_with_the_same_order(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=1))
    shopper.check_out()
    run_out(shop)

    shopper.confirm()

    assert Order.objects.get().attempts.count() == 2


def test_late_news_of_the_first_attempt_does_not_touch_the_second(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()
    first = run_out(shop)
    press_again(shopper)

    settle(str(first.session_id))

    assert (last_order().state, counts(socks)) == (Order.State.OPEN, (1, 1))
    assert breaches() == {}


def test_pressing_twice_and_in_another_tab_leads_to_one_session(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=2))
    shopper.check_out()
    run_out(shop)
    token = last_order().token

    urls = {shopper.client.post(f"/checkout/again/{token}/")["Location"] for _ in range(3)}
    urls.add(shopper.confirm()["Location"])

    assert len(urls) == 1
    assert Order.objects.get().attempts.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_tabs_at_once_make_one_second_attempt(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=3)
    shopper.add(socks)
    shopper.check_out()
    run_out(shop)
    path = f"/checkout/again/{last_order().token}/"

    def press(_tab: int) -> int:
        try:
            return Shopper().client.post(path).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as tabs:
        answers = set(tabs.map(press, range(6)))

    assert answers == {303}
    assert Order.objects.get().attempts.count() == 2
    assert counts(socks) == (3, 1)


@pytest.mark.parametrize("change", ["price", "basket", "stock"])
def test_a_changed_price_basket_or_stock_leads_through_the_basket(
    shopper: Shopper, shop: SandboxServer, change: str
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()
    run_out(shop)
    if change == "price":
        type(socks).objects.update(price=9900)
    elif change == "basket":
        shopper.add(VariantFactory.create(stock=9))
    else:
        rival = Shopper()
        rival.add(socks)
        rival.check_out()
    order = Order.objects.earliest("created_at")

    page = soup(shopper.client.get(f"/orders/{order.token}/")).get_text()
    answer = shopper.client.post(f"/checkout/again/{order.token}/")

    assert AGAIN not in page
    assert "カートを見る" in page
    assert answer["Location"] == f"/orders/{order.token}/"
    assert order.attempts.count() == 1


def test_a_lapsed_slip_is_followed_by_a_new_slip_with_its_own_mails(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    for n in (1, 2):
        attempt = PaymentAttempt.objects.get(n=n)
        shop.control.take_slip(str(attempt.session_id))
        settle(str(attempt.session_id))
        shop.control.lapse_slip(str(attempt.session_id)) if n == 1 else None
        work.func()
        if n == 1:
            settle(str(attempt.session_id))
            work.func()
            assert press_again(shopper).status_code == 303

    second = PaymentAttempt.objects.get(n=2)
    assert second.slip is not None
    letters = [letter for letter in mail.outbox if "コンビニでのお支払いのご案内" in letter.subject]
    assert second.slip["stores"]["lawson"]["payment_code"] in letters[-1].body
    assert (len(letters), last_order().state) == (2, Order.State.AWAITING_KONBINI)
    assert breaches() == {}


def test_late_money_for_the_first_attempt_closes_the_second_and_takes_its_goods(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()
    first = run_out(shop)
    press_again(shopper)
    with monkeypatch.context() as late:
        read = settling.read_session

        def paid(session: stripe.checkout.Session) -> SessionFacts:
            from dataclasses import replace

            return replace(read(session), state="paid", payment_ref="pi_late")

        late.setattr(settling, "read_session", paid)
        settle(str(first.session_id))
    work.func()

    order = Order.objects.get()
    second = order.attempts.get(n=2)
    assert (order.state, second.status, counts(socks)) == (Order.State.PAID, "expired", (0, 0))
    assert not Attention.objects.exists()
    assert breaches() == {}


def test_a_stranger_finds_nothing_to_pay(shop: SandboxServer) -> None:
    assert Shopper().client.post("/checkout/again/nobody/").status_code == 404
