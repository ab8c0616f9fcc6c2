import pytest

from shop.orders.models import Order
from shop.payments.settle import settle
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide, open_shop
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db


def bought(shopper: Shopper) -> Order:
    shopper.pay(shopper.check_out())
    settle(str(last_order().attempts.get().session_id))
    return last_order()


def test_the_page_shows_everything_about_the_order(shopper: Shopper, shop: SandboxServer) -> None:
    open_shop(fee=385)
    socks = VariantFactory.create(stock=5)
    shopper.add(socks, 2)
    shopper.add(guide())
    order = bought(shopper)

    page = Shopper().client.get(f"/orders/{order.token}/").content.decode()

    for text in (
        order.number,
        str(socks),
        "8,635円（税込）",
        "10%対象 8,635円 うち消費税",
        "785円",
        "〒101-0051",
    ):
        assert text in page
    assert "お支払い済み" in page
    assert "はじめてガイド.pdf" in page


def test_the_page_is_for_nobody_but_the_holder_of_its_address(shopper: Shopper) -> None:
    shopper.add(VariantFactory.create(stock=5))
    response = shopper.client.get(f"/orders/{bought(shopper).token}/")

    assert "no-store" in response["Cache-Control"]
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert shopper.client.get("/orders/guessed/").status_code == 404


def test_before_payment_there_is_nothing_to_download(shopper: Shopper) -> None:
    shopper.add(guide())
    shopper.check_out()

    page = shopper.client.get(f"/orders/{last_order().token}/").content.decode()

    assert "お支払いの確認を待っています" in page
    assert "ダウンロードする" not in page


@pytest.mark.parametrize("state", Order.State.values)
def test_every_state_has_its_words(shopper: Shopper, state: str) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.check_out()
    Order.objects.update(state=state)

    page = shopper.client.get(f"/orders/{last_order().token}/").content.decode()

    assert str(Order.State(state).label) in page
