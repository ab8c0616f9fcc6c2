"""What the order's page says when its state alone does not tell: money given back, disputed, doubted, too late."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.db import transaction
from django.utils import timezone

from shop.orders.models import Order
from shop.orders.moving import lock
from shop.payments import settle as settling
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.refunding import ask
from shop.payments.settle import settle
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

SHIPPING_SOON = "発送を準備しています"
AGAIN = "もう一度お支払いへ進む"


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer) -> Order:
    """A paid order: a pair for 3,300 yen and a guide for 1,650."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    work.func()
    return last_order()


def give_back(order: Order, amount: int, **fields: Any) -> None:
    with transaction.atomic():
        ask(lock(order.pk), amount, reason="返品", actor="はな", **fields)
    work.func()


def page_of(order: Order) -> Any:
    main = soup(Shopper().client.get(f"/orders/{order.token}/")).main
    assert main is not None
    return main


def test_an_order_given_back_in_full_says_so_and_where_the_money_goes_and_when(order: Order) -> None:
    assert SHIPPING_SOON in page_of(order).text

    give_back(order, 4950)

    text = page_of(order).text
    assert SHIPPING_SOON not in text
    assert "このご注文は全額返金となりました" in text
    assert "全額返金済み" in text
    assert "商品の発送は行いません" in text
    assert "お支払いに使われた方法へお返しします" in text
    assert "5〜10営業日" in text


def test_downloads_that_were_given_back_are_not_called_used_up_or_in_the_making(order: Order) -> None:
    give_back(order, 4950)

    text = page_of(order).text
    assert "代金を返金したため、ダウンロードできなくなりました" in text
    assert "準備しています" not in text
    assert "使い切りました" not in text
    assert "ダウンロードする" not in text


def test_when_only_the_goods_were_given_back_nothing_is_shipped_and_the_guide_stays(order: Order) -> None:
    socks = order.lines.get(is_digital=False)
    give_back(order, 3300, lines={str(socks.pk): 1})

    text = page_of(order).text
    assert SHIPPING_SOON not in text
    assert "全額返金" not in text
    assert "ダウンロードする" in text


def test_a_disputed_order_says_that_it_stands_still(order: Order, shop: SandboxServer) -> None:
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    intent = client.v1.payment_intents.retrieve(Ledger.objects.get(kind="payment").ref)
    shop.control.open_dispute(str(intent.latest_charge))
    deliver_all(shop, "charge.dispute.created")
    work.func()

    text = page_of(order).text
    assert SHIPPING_SOON not in text
    assert "異議の申し立てがあったため、発送とダウンロードを止めています" in text
    assert "異議の申し立てがあったため、ダウンロードを止めています" in text
    assert "準備しています" not in text


def test_money_paid_at_a_store_comes_back_to_an_account_within_45_days(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    session_id = str(PaymentAttempt.objects.get().session_id)
    shop.control.take_slip(session_id)
    shop.control.pay_slip(session_id)
    settle(session_id)
    give_back(last_order(), 3300)

    text = page_of(last_order()).text
    assert "銀行口座へお返しします" in text
    assert "45日以内" in text
    assert "5〜10営業日" not in text


def test_a_payment_that_a_person_looks_into_need_not_be_made_again(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.add(VariantFactory.create(stock=1))
    shopper.pay(shopper.check_out())
    read = settling.read_session
    monkeypatch.setattr(settling, "read_session", lambda session: replace(read(session), amount=1))
    settle(str(PaymentAttempt.objects.get().session_id))

    page = page_of(last_order())
    assert "もう一度お支払いいただく必要はありません" in page.text
    assert "お困りのとき" in page.text
    assert "お支払いページへ戻る" not in page.text
    assert AGAIN not in page.text


def past(attempt: PaymentAttempt) -> None:
    PaymentAttempt.objects.filter(pk=attempt.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def test_a_pay_page_whose_time_is_over_is_not_offered_but_another_try_is(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=1))
    old = shopper.check_out()
    assert "お支払いページへ戻る" in page_of(last_order()).text
    past(PaymentAttempt.objects.get())

    page = page_of(last_order())
    assert "受付時間が過ぎました" in page.text
    assert old not in str(page)
    (form,) = page.select('form[action^="/checkout/again/"]')
    new = shopper.client.post(form["action"])["Location"]

    assert new.startswith(shop.base_url)
    assert new != old
    assert Order.objects.count() == 1


def test_a_pay_page_whose_time_is_over_is_not_tried_again_with_another_basket(shopper: Shopper) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.check_out()
    past(PaymentAttempt.objects.get())
    shopper.add(socks)

    page = page_of(last_order())
    assert AGAIN not in page.text
    assert page.select('a[href="/basket/"]')
