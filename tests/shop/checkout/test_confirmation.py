"""The last confirmation screen and what is kept of it."""

import hashlib
from typing import Any

import pytest

from shop.catalogue.models import Variant
from shop.legal.models import ShippingSettings, TradeLawRow
from shop.legal.rows import RowKind
from shop.orders.models import Order
from shop.payments.models import PaymentAttempt
from shop.stock.models import StockMove
from tests.shop.factories import VariantFactory, counts, guide, open_shop
from tests.shop.walking import Shopper, form_fields, last_order, soup

pytestmark = pytest.mark.django_db

SIX = ["quantity", "price", "payment", "delivery", "period", "cancellation"]


@pytest.mark.parametrize("kind", ["socks", "guide", "both"])
def test_all_six_items_of_the_law_are_on_the_screen(shopper: Shopper, kind: str) -> None:
    if kind != "guide":
        shopper.add(VariantFactory.create(stock=5), 2)
    if kind != "socks":
        shopper.add(guide())
    shopper.type_address()

    page = shopper.confirmation()

    blocks = page.select("[data-tokusho]")
    assert [b["data-tokusho"] for b in blocks] == SIX
    assert all(len(b.get_text(strip=True)) > 10 for b in blocks)
    assert ("返品・交換（配送する商品）の内容" in page.text) == (kind != "guide")
    assert ("返品・キャンセル（ダウンロード商品）の内容" in page.text) == (kind != "socks")
    button = page.select_one("form.confirm-form button")
    assert button is not None
    assert button.text == "注文を確定する（支払いへ進む）"
    assert {a["href"] for a in page.select(".confirm-block a")} == {"/basket/", "/checkout/"}


def test_rows_marked_for_it_are_repeated_on_the_screen(shopper: Shopper) -> None:
    TradeLawRow.objects.filter(kind__in=[RowKind.QUANTITY_LIMIT, RowKind.REQUIREMENTS]).update(
        show_on_confirmation=True
    )
    shopper.add(VariantFactory.create(stock=5))
    shopper.type_address()

    text = shopper.confirmation().text

    assert "販売数量の制限の内容" in text
    assert "商品代金・送料以外の費用の内容" in text
    assert "動作環境の内容" not in text


def test_the_order_keeps_the_hash_of_the_screen_the_items_and_the_terms(shopper: Shopper) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks, 2)
    shopper.type_address()
    page = shopper.confirmation()
    shopper.confirm(page)

    proof = last_order().confirm_proof
    assert proof["html_sha256"] == form_fields(page.select_one("form.confirm-form"))["seen"]  # type: ignore[arg-type]
    assert set(proof["items"]) == set(SIX)
    assert proof["items"]["quantity"] == [f"{socks} × 2"]
    assert proof["items"]["price"] == ["6,600円（税込）"]
    assert proof["terms_version"].startswith("terms:0;law:")


def test_the_hash_is_that_of_the_html_that_was_sent(shopper: Shopper) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.type_address()
    sent = shopper.client.get("/checkout/confirm/").content.decode()
    seen = form_fields(soup(shopper.client.get("/checkout/confirm/")).select_one("form.confirm-form"))["seen"]  # type: ignore[arg-type]

    start = sent.index('<section class="confirm-block"')
    end = sent.index('<form method="post" action="/checkout/confirm/"')
    block = sent[start:end].rstrip(" ").removesuffix("\n")
    assert hashlib.sha256(block.encode()).hexdigest() == seen


def change_price(variant: Variant) -> None:
    Variant.objects.filter(pk=variant.pk).update(price=3500)


def change_shipping(variant: Variant) -> None:
    ShippingSettings.objects.update(fee=500)


def change_terms(variant: Variant) -> None:
    TradeLawRow.objects.filter(kind=RowKind.RETURNS_GOODS).update(text="返品できません。")


@pytest.mark.parametrize(
    ("change", "shown"),
    [(change_price, "3,500円"), (change_shipping, "500円"), (change_terms, "返品できません。")],
)
def test_what_changed_after_the_screen_is_shown_not_charged(
    shopper: Shopper, change: Any, shown: str
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()
    page = shopper.confirmation()
    change(socks)

    response = shopper.confirm(page)

    assert response.status_code == 422
    assert "ご確認のあとに、内容" in response.content.decode()
    assert shown in response.content.decode()
    assert not Order.objects.exists()
    assert counts(socks) == (5, 0)
    assert shopper.confirm(soup(response)).status_code == 303


@pytest.mark.parametrize("seen", ["", "0" * 64, "<script>"])
def test_a_tampered_form_orders_nothing(shopper: Shopper, seen: str) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()

    response = shopper.client.post("/checkout/confirm/", {"seen": seen, "total": "1", "price": "1"})

    assert response.status_code == 422
    assert not Order.objects.exists()
    assert seen == "" or seen not in response.content.decode()


def test_prices_from_the_browser_are_never_used(shopper: Shopper) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks, 1, price="1", unit_price="1", total="1")
    shopper.type_address(total="1", subtotal="1")
    form = form_fields(shopper.confirmation().select_one("form.confirm-form"))  # type: ignore[arg-type]
    shopper.client.post("/checkout/confirm/", form | {"total": "1", "price": "1", "shipping_fee": "-9"})

    order = last_order()
    assert (order.total, order.lines.get().unit_price) == (3300, 3300)


def test_what_sold_out_after_the_screen_sends_back_to_the_basket_and_nothing_stays_behind(
    shopper: Shopper,
) -> None:
    plenty, few = VariantFactory.create(stock=9), VariantFactory.create(stock=1)
    shopper.add(plenty)
    shopper.add(few)
    shopper.type_address()
    page = shopper.confirmation()
    rival = Shopper()
    rival.add(few)
    rival.check_out()

    response = shopper.confirm(page)

    assert (response.status_code, response["Location"]) == (303, "/basket/")
    assert "売り切れました" in shopper.basket().text
    assert counts(plenty) == (9, 0)
    assert Order.objects.count() == 1


def test_stock_that_runs_out_inside_the_transaction_rolls_everything_back(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    plenty, few = VariantFactory.create(stock=9), VariantFactory.create(stock=1)
    shopper.add(plenty)
    shopper.add(few)
    shopper.type_address()
    page = shopper.confirmation()
    # The check passes, the rival is faster than the reservation.
    monkeypatch.setattr("shop.checkout.placing.write_order", _sell_first(few))
    moves = StockMove.objects.count()

    response = shopper.confirm(page)

    assert (response.status_code, response["Location"]) == (303, "/basket/")
    assert not Order.objects.exists()
    assert not PaymentAttempt.objects.exists()
    assert StockMove.objects.count() == moves
    assert counts(plenty) == (9, 0)


def _sell_first(variant: Variant) -> Any:
    from shop.orders.drafting import write_order
    from shop.stock.models import Stock

    def write(*args: Any) -> Order:
        Stock.objects.filter(variant=variant).update(on_hand=0)
        return write_order(*args)

    return write


def test_without_the_rows_of_the_law_nothing_can_be_ordered(shopper: Shopper) -> None:
    TradeLawRow.objects.filter(kind=RowKind.RETURNS_GOODS).delete()
    shopper.add(VariantFactory.create(stock=1))
    shopper.type_address()

    response = shopper.client.get("/checkout/confirm/")

    assert response.status_code == 503
    assert "返品・交換（配送する商品）" in response.content.decode()


def test_order_lines_keep_where_the_buyer_came_from(shopper: Shopper) -> None:
    from tests.shop.factories import default_site

    home = default_site().root_page
    socks = VariantFactory.create(stock=5)
    shopper.add(socks, f=f"{home.pk}.abc.rule1")
    shopper.add(socks, f="999999.gone")
    shopper.check_out()

    line = last_order().lines.get()
    assert (line.first_page, line.first_block, line.first_rule, line.first_title) == (
        home.pk,
        "abc",
        "rule1",
        home.title,
    )
    assert (line.last_page, line.last_block, line.last_title) == (999999, "gone", "")


def test_shipping_is_part_of_the_total(shopper: Shopper) -> None:
    open_shop(fee=385)
    shopper.add(VariantFactory.create(stock=5))
    shopper.check_out()

    order = last_order()
    assert (order.subtotal, order.shipping_fee, order.total, order.shipping_method) == (
        3300,
        385,
        3685,
        "ネコポス",
    )
