"""在庫: moved with a reason, never typed over."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from shop.catalogue.models import Variant
from shop.stock.counting import receive
from shop.stock.holds import StockLine, reserve
from shop.stock.models import StockMove
from tests.shop.factories import VariantFactory, counts, guide

pytestmark = pytest.mark.django_db
MOVE = ("shop.view_stock", "shop.add_stockmove")


def fields_of(page: Any) -> dict[str, str]:
    """Return the hidden fields of the form 「在庫を動かす」."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form#w-editor-form")
    assert form is not None
    return {str(i["name"]): str(i.get("value", "")) for i in form.select("input[type=hidden]")}


def move_stock(
    client: Client, variant: Variant, movement: str, quantity: object, reason: str = "入荷"
) -> Any:
    """Fill in the form and send it."""
    address = f"/admin/shop/stock/move/{variant.pk}/"
    hidden = fields_of(client.get(address))
    return client.post(address, hidden | {"movement": movement, "quantity": quantity, "reason": reason})


def test_the_list_shows_counts_and_the_word_that_customers_read(sign_in: Any) -> None:
    VariantFactory.create(sku="YS-M", stock=3)
    page = sign_in("shop.view_stock").get("/admin/shop/stock/")
    row = BeautifulSoup(page.content, "html.parser").select_one("tbody tr")
    assert row is not None
    assert [cell.get_text(strip=True) for cell in row.select("td")][-5:] == ["3", "0", "3", "残りわずか", ""]
    assert "YS-M" in row.get_text()


def test_downloads_are_not_in_the_list(sign_in: Any) -> None:
    guide(sku="HG-PDF")
    assert "HG-PDF" not in sign_in("shop.view_stock").get("/admin/shop/stock/").text


@pytest.mark.parametrize(("word", "found"), [("out", "LEER"), ("few", "KNAPP"), ("in", "VIEL")])
def test_the_list_can_be_filtered_by_word(sign_in: Any, word: str, found: str) -> None:
    for sku, stock in (("LEER", 0), ("KNAPP", 5), ("VIEL", 6)):
        VariantFactory.create(sku=sku, stock=stock)
    page = sign_in("shop.view_stock").get("/admin/shop/stock/", {"word": word}).text
    assert [sku for sku in ("LEER", "KNAPP", "VIEL") if sku in page] == [found]


@pytest.mark.parametrize("words", ["ys-m", "サイズ甲", "絹のくつした"])
def test_the_list_is_searched_by_sku_size_and_product(sign_in: Any, words: str) -> None:
    wanted = VariantFactory.create(sku="YS-M", size="サイズ甲", product__name="絹のくつした")
    VariantFactory.create(sku="OTHER", product=VariantFactory.create(sku="THIRD").product)
    page = sign_in("shop.view_stock").get("/admin/shop/stock/results/", {"q": words}).text
    assert wanted.sku in page
    assert "OTHER" not in page


def test_goods_that_arrive_are_added_with_reason_and_name(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=2)
    response = move_stock(sign_in(*MOVE), variant, "receive", 10, "5月分の入荷")
    assert response.status_code == 302
    assert counts(variant) == (12, 0)
    move = StockMove.objects.first()
    assert move is not None
    assert (move.on_hand_delta, move.reason, move.actor) == (10, "5月分の入荷", "はな (tencho)")


def test_a_stock_take_records_the_difference(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=10)
    move_stock(sign_in(*MOVE), variant, "count", 7, "棚卸し")
    assert counts(variant) == (7, 0)
    assert StockMove.objects.filter(variant=variant, on_hand_delta=-3, reason="棚卸し").count() == 1


def test_a_stock_take_that_finds_what_was_expected_moves_nothing(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=10)
    assert move_stock(sign_in(*MOVE), variant, "count", 10).status_code == 302
    assert StockMove.objects.filter(variant=variant).count() == 1


def test_a_stock_take_is_refused_when_the_count_changed_while_counting(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=10)
    client = sign_in(*MOVE)
    address = f"/admin/shop/stock/move/{variant.pk}/"
    begun = fields_of(client.get(address))
    move_stock(client, variant, "receive", 5)
    response = client.post(address, begun | {"movement": "count", "quantity": 8, "reason": "棚卸し"})
    assert response.status_code == 422
    assert "10 から 15 に変わりました" in response.text
    assert counts(variant) == (15, 0)
    assert fields_of(response)["seen_on_hand"] == "15"


@pytest.mark.parametrize(
    ("movement", "quantity", "reason", "sentence"),
    [
        ("receive", 0, "入荷", "入庫数は1以上で入力してください"),
        ("receive", -3, "入荷", "入庫数は1以上で入力してください"),
        ("receive", "三", "入荷", "数は半角の整数で入力してください"),
        ("receive", 10**9, "入荷", "数が大きすぎます"),
        ("adjust", 0, "調整", "増減は0以外の数で入力してください"),
        ("count", -1, "棚卸し", "数えた合計は0以上で入力してください"),
        ("receive", 5, "", "在庫を動かす理由を入力してください"),
        ("receive", 5, "  ", "在庫を動かす理由を入力してください"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    sign_in: Any, movement: str, quantity: object, reason: str, sentence: str
) -> None:
    variant = VariantFactory.create(stock=4)
    response = move_stock(sign_in(*MOVE), variant, movement, quantity, reason)
    assert response.status_code == 422
    assert sentence in response.text
    assert counts(variant) == (4, 0)


def test_stock_never_goes_below_what_is_promised_to_orders(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=4)
    reserve([StockLine(variant.sku, variant.pk, 3)], hold="attempt-1", order_number="K7M3-9QXC")
    response = move_stock(sign_in(*MOVE), variant, "adjust", -2, "破損")
    assert "注文に引き当て済みの数より少なくはできません" in response.text
    assert counts(variant) == (4, 3)


def test_a_form_sent_twice_moves_stock_once(sign_in: Any) -> None:
    variant = VariantFactory.create()
    client = sign_in(*MOVE)
    address = f"/admin/shop/stock/move/{variant.pk}/"
    form = fields_of(client.get(address)) | {"movement": "receive", "quantity": 5, "reason": "入荷"}
    client.post(address, form)
    client.post(address, form)
    assert counts(variant) == (5, 0)


def test_a_movement_is_taken_back_by_a_counter_movement_once(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=2)
    client = sign_in(*MOVE)
    move_stock(client, variant, "receive", 10, "数え間違い")
    wrong = StockMove.objects.get(reason="数え間違い")
    for _ in range(2):
        client.post(f"/admin/shop/stock/undo/{wrong.pk}/")
    assert counts(variant) == (2, 0)
    assert StockMove.objects.get(pk=wrong.pk).on_hand_delta == 10
    page = client.get(f"/admin/shop/stock/inspect/{variant.pk}/").text
    assert "取り消し: 数え間違い" in page
    assert "取り消し済み" in page


def test_a_movement_of_an_order_has_no_undo(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=2)
    reserve([StockLine(variant.sku, variant.pk, 1)], hold="attempt-1", order_number="K7M3-9QXC")
    of_order = StockMove.objects.get(order_number="K7M3-9QXC")
    client = sign_in(*MOVE)
    history = BeautifulSoup(client.get(f"/admin/shop/stock/inspect/{variant.pk}/").content, "html.parser")
    actions = {form["action"] for form in history.select("td form")}
    assert f"/admin/shop/stock/undo/{of_order.pk}/" not in actions
    client.post(f"/admin/shop/stock/undo/{of_order.pk}/")
    assert counts(variant) == (2, 1)


def test_who_may_only_look_gets_no_button_and_no_form(sign_in: Any) -> None:
    variant = VariantFactory.create(stock=2)
    client = sign_in("shop.view_stock")
    page = client.get(f"/admin/shop/stock/inspect/{variant.pk}/").text
    assert "在庫を動かす" not in page
    assert "この動きを取り消す" not in page
    move = StockMove.objects.get()
    assert client.get(f"/admin/shop/stock/move/{variant.pk}/").status_code == 302
    assert client.post(f"/admin/shop/stock/undo/{move.pk}/").status_code == 302
    assert counts(variant) == (2, 0)


def test_the_history_costs_the_same_number_of_queries_for_many_movements(
    sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    variant = VariantFactory.create(stock=1)
    client = sign_in(*MOVE)
    for _ in range(40):
        receive(variant, 1, actor="倉庫", reason="入荷")
    with django_assert_max_num_queries(20):
        client.get(f"/admin/shop/stock/inspect/{variant.pk}/")


def test_what_is_low_has_a_tag_and_a_filter_while_it_is_on_sale(sign_in: Any) -> None:
    for sku, stock, low, active in (("KNAPP", 3, 3, True), ("GENUG", 4, 3, True), ("ALT", 1, 3, False)):
        VariantFactory.create(sku=sku, stock=stock, low_stock=low, active=active)
    client = sign_in("shop.view_stock")
    rows = BeautifulSoup(client.get("/admin/shop/stock/").content, "html.parser").select("tbody tr")
    tagged = {str(row.a and row.a.get_text(strip=True)) for row in rows if "残り少ない" in row.get_text()}
    assert tagged == {"KNAPP"}
    page = client.get("/admin/shop/stock/", {"low": "true"}).text
    assert [sku for sku in ("KNAPP", "GENUG", "ALT") if sku in page] == ["KNAPP"]


def test_an_editor_sets_the_number_on_the_variant(sign_in: Any) -> None:
    variant = VariantFactory.create(sku="YS-M", low_stock=7)
    page = sign_in("shop.change_product", "shop.view_product").get(
        f"/admin/shop/products/edit/{variant.product_id}/"
    )
    field = BeautifulSoup(page.content, "html.parser").select_one("[name=variants-0-low_stock]")
    assert field is not None
    assert field["value"] == "7"
    assert "0なら売り切れたときだけ" in page.text
