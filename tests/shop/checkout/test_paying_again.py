"""Pressing the button twice, in two tabs, after a change, after a failure."""

from typing import Any

import pytest
import stripe

from shop.basket import checking
from shop.orders.models import Order
from shop.payments.client import CarefulHttpClient
from shop.payments.models import PaymentAttempt
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

Status = PaymentAttempt.Status


def sessions(shop: SandboxServer) -> list[str]:
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    return [str(session.status) for session in client.v1.checkout.sessions.list().data]


def test_two_tabs_with_the_same_basket_lead_to_one_session(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()
    tab = shopper.confirmation()

    urls = {shopper.confirm(tab)["Location"] for _ in range(4)}

    assert len(urls) == 1
    assert (Order.objects.count(), counts(socks), sessions(shop)) == (1, (5, 1), ["open"])


def test_coming_back_after_leaving_leads_to_the_same_session(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    url = shopper.check_out()
    shopper.client.get("/checkout/left/")

    assert shopper.confirm()["Location"] == url
    assert sessions(shop) == ["open"]


def test_a_changed_basket_closes_the_old_session_before_the_new_one(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=2)
    shopper.add(socks)
    old = shopper.check_out()
    shopper.add(socks)

    new = shopper.check_out()

    assert new != old
    assert sorted(sessions(shop)) == ["expired", "open"]
    assert counts(socks) == (2, 2)
    assert list(Order.objects.order_by("created_at").values_list("state", flat=True)) == ["expired", "open"]
    assert shopper.pay(old).status_code != 303


def test_a_changed_address_makes_a_new_order_too(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()
    shopper.type_address(city="港区")
    shopper.confirm()

    assert last_order().city == "港区"
    assert sorted(sessions(shop)) == ["expired", "open"]
    assert counts(socks) == (1, 1)


def test_an_old_session_that_was_paid_meanwhile_stays_the_only_order(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    url = shopper.check_out()
    shopper.add(socks)
    shopper.type_address()
    tab = shopper.confirmation()
    shopper.pay(url)

    response = shopper.confirm(tab)

    assert response["Location"].startswith("/checkout/done/?session_id=cs_")
    assert "ご注文ありがとうございます" in shopper.client.get(response["Location"]).content.decode()
    assert (Order.objects.count(), Order.objects.get().state, sessions(shop)) == (1, "paid", ["complete"])
    assert counts(socks) == (4, 0)


def test_pressing_again_after_paying_shows_the_paid_order(shopper: Shopper, shop: SandboxServer) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.type_address()
    tab = shopper.confirmation()
    shopper.pay(shopper.confirm(tab)["Location"])

    assert shopper.confirm(tab)["Location"].startswith("/checkout/done/")
    assert sessions(shop) == ["complete"]


@pytest.mark.usefixtures("hurried")
def test_when_stripe_is_down_the_stock_is_kept_and_the_same_attempt_goes_on(
    shopper: Shopper, shop: SandboxServer, settings: Any
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.type_address()
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    busy = shopper.confirm()

    assert (busy.status_code, busy["Retry-After"]) == (503, "10")
    assert "混み合っています" in busy.content.decode()
    assert counts(socks) == (1, 1)
    before = PaymentAttempt.objects.get()
    assert before.status == Status.CREATING

    settings.STRIPE_API_BASE = shop.base_url
    form = soup(busy).select_one('form[action="/checkout/confirm/"]')
    seen = form.select_one("input")["value"]  # type: ignore[union-attr,index]
    again = shopper.client.post("/checkout/confirm/", {"seen": seen})

    assert again.status_code == 303
    after = PaymentAttempt.objects.get()
    assert (after.idem_key, after.request_body, after.status) == (
        before.idem_key,
        before.request_body,
        Status.OPEN,
    )
    assert (Order.objects.count(), sessions(shop)) == (1, ["open"])


def test_an_answer_lost_on_the_way_back_makes_no_second_session(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.add(VariantFactory.create(stock=1))
    shopper.type_address()
    tab = shopper.confirmation()
    with monkeypatch.context() as lost:
        request = CarefulHttpClient.request

        def drop(self: Any, *args: Any, **kwargs: Any) -> Any:
            request(self, *args, **kwargs)
            raise stripe.APIConnectionError("read timeout", should_retry=False)

        lost.setattr(CarefulHttpClient, "request", drop)
        assert shopper.confirm(tab).status_code == 503
    assert sessions(shop) == ["open"]

    assert shopper.confirm(tab).status_code == 303

    assert sessions(shop) == ["open"]
    assert PaymentAttempt.objects.get().session_id is not None


def test_a_lost_answer_and_a_changed_basket_close_the_session_nobody_saw(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    socks = VariantFactory.create(stock=3)
    shopper.add(socks)
    shopper.type_address()
    with monkeypatch.context() as lost:
        request = CarefulHttpClient.request

        def drop(self: Any, *args: Any, **kwargs: Any) -> Any:
            request(self, *args, **kwargs)
            raise stripe.APIConnectionError("read timeout", should_retry=False)

        lost.setattr(CarefulHttpClient, "request", drop)
        shopper.confirm()
    shopper.add(socks)

    shopper.check_out()

    assert sorted(sessions(shop)) == ["expired", "open"]
    assert counts(socks) == (3, 2)


def test_what_stripe_refuses_for_good_gives_the_stock_back_and_tells_the_shop(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A rule of Stripe's that the shop does not know: it would say itself that 10 yen cannot be paid.
    monkeypatch.setattr(checking, "total_problem", lambda total: None)
    cheap = VariantFactory.create(stock=1, price=10)
    shopper.add(cheap)
    shopper.type_address()

    response = shopper.confirm()

    assert response.status_code == 503
    assert "お支払いは行われていません" in response.content.decode()
    attempt = PaymentAttempt.objects.get()
    assert (attempt.status, last_order().state) == (Status.REFUSED, Order.State.EXPIRED)
    assert "at least ¥50" in attempt.problem
    assert counts(cheap) == (1, 0)
    assert str(cheap) in shopper.basket().text


@pytest.mark.usefixtures("hurried")
def test_an_attempt_whose_time_ran_out_before_stripe_heard_of_it_is_replaced(
    shopper: Shopper, shop: SandboxServer, settings: Any
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.type_address()
    tab = shopper.confirmation()
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    shopper.confirm(tab)
    settings.STRIPE_API_BASE = shop.base_url
    attempt = PaymentAttempt.objects.get()
    attempt.request_body["expires_at"] -= 3600
    attempt.save()

    assert shopper.confirm(tab).status_code == 303

    assert list(PaymentAttempt.objects.order_by("pk").values_list("status", flat=True)) == ["refused", "open"]
    assert (counts(socks), sessions(shop)) == ((1, 1), ["open"])


def test_an_expired_session_is_replaced_by_a_new_one(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    old = shopper.check_out()
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    client.v1.checkout.sessions.expire(str(PaymentAttempt.objects.get().session_id))

    new = shopper.confirm()["Location"]

    assert new != old
    assert counts(socks) == (1, 1)
    shopper.pay(new)
    deliver_all(shop)
    work.func()
    assert (last_order().state, counts(socks)) == (Order.State.PAID, (0, 0))


def test_the_last_pair_on_hold_for_this_shopper_is_not_sold_out_for_them(shopper: Shopper) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()

    assert "売り切れ" not in shopper.basket().text
    assert "売り切れました" in Shopper().add(socks).content.decode()


def test_a_changed_basket_is_not_swallowed_by_the_slip_of_what_it_held_before(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=9)
    shopper.add(socks)
    shopper.check_out()
    slip = PaymentAttempt.objects.get()
    shop.control.take_slip(str(slip.session_id))
    deliver_all(shop)
    shopper.add(socks)

    answer = shopper.confirm(shopper.confirmation())

    page = soup(answer)
    assert answer.status_code == 409
    assert Order.objects.count() == 1
    text = page.get_text(" ", strip=True)
    assert "まだご注文になっていません" in text
    assert f"{last_order().number}・3,300円" in text
    assert "6,600円" in text
    assert page.select_one(f'a[href="/orders/{last_order().token}/"]') is not None

    shop.control.lapse_slip(str(slip.session_id))
    deliver_all(shop)
    work.func()
    assert shopper.confirm(shopper.confirmation()).status_code == 303
    assert sorted(Order.objects.values_list("total", flat=True)) == [3300, 6600]
