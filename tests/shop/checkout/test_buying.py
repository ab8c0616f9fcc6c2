"""The whole purchase, in the order in which a customer does it."""

import pytest
from django.core import mail

from shop.orders.models import Order
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts, guide
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import DECLINED, Shopper, last_order, soup


def test_a_customer_buys_socks_and_a_guide(shopper: Shopper, shop: SandboxServer) -> None:
    socks, pdf = VariantFactory.create(stock=5), guide()
    shopper.add(socks, 2)
    shopper.add(pdf)
    paid = shopper.pay(shopper.check_out())
    order = last_order()
    assert order.state == Order.State.OPEN
    assert counts(socks) == (5, 2)

    page = soup(shopper.come_back(paid))

    order.refresh_from_db()
    assert order.state == Order.State.PAID
    assert order.total == 2 * 3300 + 1650
    assert counts(socks) == (3, 0)
    assert list(Ledger.objects.values_list("kind", "amount")) == [("payment", order.total)]
    assert order.number in page.text
    assert "カートには何も入っていません" in shopper.basket().text
    work.func()
    assert [m.to for m in mail.outbox] == [["hanako@example.jp"]]
    order_page = shopper.client.get(f"/orders/{order.token}/")
    assert "ダウンロードする" in order_page.content.decode()


def test_the_webhook_alone_completes_an_order(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.pay(shopper.check_out())

    deliver_all(shop)
    work.func()

    assert last_order().state == Order.State.PAID
    assert counts(socks) == (0, 0)
    assert len(mail.outbox) == 1


def test_a_declined_card_leaves_everything_open_for_another_try(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    url = shopper.check_out()

    declined = shopper.pay(url, DECLINED)

    assert declined.status_code != 303
    assert last_order().state == Order.State.OPEN
    assert counts(socks) == (1, 1)
    assert shopper.pay(url).status_code == 303


def test_leaving_leads_back_to_the_full_basket_with_a_calm_sentence(shopper: Shopper) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()
    body = PaymentAttempt.objects.get().request_body

    response = shopper.client.get(body["cancel_url"].removeprefix("http://testserver"), follow=True)

    assert "お支払いは行われていません" in response.content.decode()
    assert str(socks) in soup(response).text
    assert "売り切れ" not in soup(response).text


@pytest.mark.parametrize("step", ["/checkout/", "/checkout/confirm/"])
def test_without_a_basket_every_step_leads_to_the_basket_page(shopper: Shopper, step: str) -> None:
    response = shopper.client.get(step)

    assert (response.status_code, response["Location"]) == (303, "/basket/")
