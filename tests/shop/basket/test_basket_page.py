from typing import Any

import pytest
from django.test import Client

from shop.basket.changing import take_out_bought
from shop.basket.models import Basket, BasketLine
from shop.stock.models import Stock
from tests.shop.factories import VariantFactory, guide, open_shop, product_page
from tests.shop.walking import form_fields, soup

pytestmark = pytest.mark.django_db


def add(client: Client, sku: str, quantity: str = "1", **fields: str) -> Any:
    return client.post("/basket/add/", {"sku": sku, "quantity": quantity, **fields})


def problems(response: Any) -> str:
    return " ".join(tag.get_text(" ", strip=True) for tag in soup(response).select(".problems"))


def test_adding_leads_to_the_basket_page_which_says_so(client: Client) -> None:
    socks = VariantFactory.create(stock=3)

    response = add(client, socks.sku, "2")

    assert (response.status_code, response["Location"]) == (303, "/basket/")
    page = soup(client.get("/basket/"))
    assert f"「{socks}」をカートに入れました。" in page.text
    assert "6,600円（税込）" in page.text


def test_the_message_is_shown_once(client: Client) -> None:
    socks = VariantFactory.create(stock=3)
    add(client, socks.sku)
    client.get("/basket/")

    assert "カートに入れました" not in client.get("/basket/").content.decode()


def test_adding_again_adds_up(client: Client) -> None:
    socks = VariantFactory.create(stock=3)

    add(client, socks.sku)
    add(client, socks.sku, "２")

    assert BasketLine.objects.get().quantity == 3


@pytest.mark.parametrize(
    "quantity", ["", "abc", "0", "-1", "1.5", "100", "1000000000", "9" * 400, "１００", "二"]
)
def test_a_quantity_that_is_none_gets_a_sentence_and_changes_nothing(client: Client, quantity: str) -> None:
    open_shop(max_quantity=10)
    socks = VariantFactory.create(stock=3)
    add(client, socks.sku)

    response = add(client, socks.sku, quantity)

    assert response.status_code == 422
    assert f"「{socks}」の数量は1から10までの数字で入力してください。" in problems(response)
    assert BasketLine.objects.get().quantity == 1


@pytest.mark.parametrize("sku", ["", "NO-SUCH", "' OR 1=1 --", "x" * 5000, "\x00"])
def test_a_variant_that_does_not_exist_gets_a_sentence(client: Client, sku: str) -> None:
    response = add(client, sku)

    assert response.status_code == 422
    assert "サイズと色を選んでください" in problems(response)
    assert not Basket.objects.exists()


def test_opening_the_address_of_a_refused_form_again_leads_to_the_basket(client: Client) -> None:
    assert add(client, "NO-SUCH").status_code == 422

    for opened in (client.get("/basket/add/"), client.head("/basket/add/")):
        assert (opened.status_code, opened["Location"]) == (303, "/basket/")


@pytest.mark.parametrize("path", ["/basket/", "/basket/add/"])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_what_no_form_sends_is_refused(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_more_than_there_are_gets_a_sentence_with_the_number_left(client: Client) -> None:
    socks = VariantFactory.create(stock=3)
    add(client, socks.sku, "2")

    response = add(client, socks.sku, "2")

    assert response.status_code == 422
    assert "在庫は残り3点です" in problems(response)
    assert BasketLine.objects.get().quantity == 2


def test_sold_out_and_withdrawn_variants_are_refused(client: Client) -> None:
    gone, withdrawn = VariantFactory.create(), VariantFactory.create(stock=1, active=False)

    assert "売り切れました" in problems(add(client, gone.sku))
    assert "現在お取り扱いがありません" in problems(add(client, withdrawn.sku))


def test_one_order_holds_no_more_than_the_shop_allows(client: Client) -> None:
    open_shop(max_quantity=5)
    socks = VariantFactory.create(stock=50)

    assert "一度に5点まで" in problems(add(client, socks.sku, "6"))


def test_quantities_are_changed_where_they_can_be_and_the_rest_is_kept(client: Client) -> None:
    good, bad = VariantFactory.create(stock=9), VariantFactory.create(stock=1)
    add(client, good.sku)
    add(client, bad.sku)
    first, second = BasketLine.objects.order_by("pk")

    response = client.post("/basket/", {f"quantity-{first.pk}": "4", f"quantity-{second.pk}": "4"})

    assert response.status_code == 422
    assert "在庫は残り1点です" in problems(response)
    assert list(BasketLine.objects.order_by("pk").values_list("quantity", flat=True)) == [4, 1]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "の数量は1から10までの数字で入力してください。"),
        ("11", "は一度に10点までご注文いただけます。"),
        ("7", "の在庫は残り5点です。数量を5以下にしてください。"),
    ],
)
def test_a_wrong_quantity_stays_in_its_field_which_is_marked_and_described(
    client: Client, typed: str, sentence: str
) -> None:
    open_shop(max_quantity=10)
    good, bad = VariantFactory.create(stock=9), VariantFactory.create(stock=5)
    add(client, good.sku)
    add(client, bad.sku)
    first, second = BasketLine.objects.order_by("pk")

    page = soup(client.post("/basket/", {f"quantity-{first.pk}": "2", f"quantity-{second.pk}": typed}))

    right, wrong = page.select(".basket-line input[type=number]")
    assert (right["value"], right.has_attr("aria-invalid")) == ("2", False)
    assert (wrong["value"], wrong["aria-invalid"]) == (typed, "true")
    described = page.select(f"#{wrong['aria-describedby']}")
    assert [tag.get_text(strip=True) for tag in described] == [f"「{bad}」{sentence}"]


def test_a_line_that_another_tab_took_out_gets_a_sentence_without_a_field(client: Client) -> None:
    add(client, VariantFactory.create(stock=5).sku)

    assert "すでにカートから外されています" in problems(client.post("/basket/", {"quantity-99999": "1"}))


def test_somebody_elses_lines_cannot_be_touched(client: Client) -> None:
    socks = VariantFactory.create(stock=9)
    add(client, socks.sku)
    theirs = BasketLine.objects.get()
    other = Client()
    add(other, socks.sku)

    other.post("/basket/", {f"quantity-{theirs.pk}": "5"})
    other.post("/basket/", {"remove": str(theirs.pk)})

    assert BasketLine.objects.get(pk=theirs.pk).quantity == 1


def test_a_removed_line_can_be_brought_back_with_its_source(client: Client) -> None:
    socks = VariantFactory.create(stock=9)
    add(client, socks.sku, "2", f="12.abc")

    client.post("/basket/", {"remove": str(BasketLine.objects.get().pk)})
    page = soup(client.get("/basket/"))
    undo = {str(i["name"]): str(i["value"]) for i in page.select(".message input")}
    client.post("/basket/add/", undo)

    line = BasketLine.objects.get()
    assert (line.variant, line.quantity, line.last_source) == (socks, 2, "12.abc")


@pytest.mark.parametrize(
    "data", [{"remove": "abc"}, {"remove": "9" * 30}, {"quantity-x": "1"}, {"quantity-99": "1"}]
)
def test_nonsense_leaves_the_basket_as_it_is(client: Client, data: dict[str, str]) -> None:
    socks = VariantFactory.create(stock=9)
    add(client, socks.sku, "2")

    assert client.post("/basket/", data).status_code in (303, 422)
    assert BasketLine.objects.get().quantity == 2


def test_a_changed_price_is_shown_until_it_was_seen(client: Client) -> None:
    socks = VariantFactory.create(stock=9, price=3300)
    add(client, socks.sku)
    type(socks).objects.filter(pk=socks.pk).update(price=3500)

    response = client.get("/basket/")
    assert "価格が3,300円から3,500円に変わりました" in problems(response)
    client.post("/basket/", {f"quantity-{BasketLine.objects.get().pk}": "1"})

    assert problems(client.get("/basket/")) == ""


def test_a_line_that_sold_out_meanwhile_blocks_paying_but_stays_visible(client: Client) -> None:
    socks = VariantFactory.create(stock=2)
    add(client, socks.sku, "2")
    type(socks).objects.filter(pk=socks.pk).update(active=False)

    response = client.get("/basket/")

    assert response.status_code == 200
    assert "現在お取り扱いがありません" in problems(response)
    assert soup(response).select_one('a[href="/checkout/"]') is None


def test_a_withdrawn_line_does_not_say_that_it_is_in_stock(client: Client) -> None:
    socks = VariantFactory.create(stock=9)
    add(client, socks.sku)
    type(socks).objects.filter(pk=socks.pk).update(active=False)

    words = soup(client.get("/basket/")).select(".basket-line .stock")

    assert [(word.text, word["class"]) for word in words] == [
        ("お取り扱いなし", ["stock", "stock-withdrawn"])
    ]


@pytest.mark.parametrize("reason", ["withdrawn", "sold out"])
def test_what_cannot_be_bought_counts_neither_in_the_sum_nor_towards_free_shipping(
    client: Client, reason: str
) -> None:
    open_shop(fee=385, free_from=5000)
    good, bad = VariantFactory.create(stock=9, price=3300), VariantFactory.create(stock=9, price=2000)
    add(client, good.sku)
    add(client, bad.sku)
    if reason == "withdrawn":
        type(bad).objects.filter(pk=bad.pk).update(active=False)
    else:
        Stock.objects.filter(pk=bad.pk).update(on_hand=0)

    page = soup(client.get("/basket/"))

    totals = page.select_one(".totals")
    assert totals is not None
    assert "3,685円（税込）" in totals.text
    assert [line.get_text(strip=True) for line in page.select(".basket-amount")] == [
        "小計 3,300円（税込）",
        "合計には含まれていません",
    ]


def test_a_basket_of_which_nothing_can_be_bought_shows_no_sum(client: Client) -> None:
    socks = VariantFactory.create(stock=9)
    add(client, socks.sku)
    type(socks).objects.filter(pk=socks.pk).update(active=False)

    assert soup(client.get("/basket/")).select_one(".totals") is None


def test_first_and_last_source_are_kept_per_line(client: Client) -> None:
    socks, other = VariantFactory.create(stock=9), VariantFactory.create(stock=9)
    add(client, socks.sku, f="1.first")
    add(client, socks.sku, f="2.last.rule")
    add(client, socks.sku, f="garbage!")
    add(client, other.sku)

    lines = BasketLine.objects.order_by("pk").values_list("first_source", "last_source")
    assert list(lines) == [("1.first", "2.last.rule"), ("", "")]


def test_every_change_makes_a_new_version(client: Client) -> None:
    socks = VariantFactory.create(stock=9)
    versions = []
    add(client, socks.sku)
    versions.append(Basket.objects.get().version)
    client.post("/basket/", {f"quantity-{BasketLine.objects.get().pk}": "3"})
    versions.append(Basket.objects.get().version)
    client.post("/basket/", {"remove": str(BasketLine.objects.get().pk)})
    versions.append(Basket.objects.get().version)

    assert versions == [1, 2, 3]


def test_the_count_is_the_number_of_things(client: Client) -> None:
    assert client.get("/basket/count/").json() == {"count": 0}
    add(client, VariantFactory.create(stock=9).sku, "2")
    add(client, guide().sku)

    assert client.get("/basket/count/").json() == {"count": 3}


@pytest.mark.parametrize("path", ["/basket/", "/basket/count/"])
def test_the_basket_is_never_cached(client: Client, path: str) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_cookie_is_signed_http_only_lax_and_lasts_thirty_days(client: Client) -> None:
    add(client, VariantFactory.create(stock=1).sku)

    cookie = client.cookies["basket"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 3600)
    assert "sessionid" not in client.cookies
    client.cookies["basket"] = str(Basket.objects.get().pk)
    assert "カートには何も入っていません" in client.get("/basket/").content.decode()


def test_posts_from_other_sites_change_nothing(client: Client) -> None:
    socks = VariantFactory.create(stock=1)

    response = client.post("/basket/add/", {"sku": socks.sku}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Basket.objects.exists()


def test_a_shopper_learns_how_much_is_missing_for_free_shipping(client: Client) -> None:
    open_shop(fee=385, free_from=5000)
    socks = VariantFactory.create(stock=9, price=3300)

    add(client, socks.sku)
    assert "配送する商品があと1,700円（税込）分で、送料が無料" in client.get("/basket/").content.decode()
    add(client, socks.sku)

    page = soup(client.get("/basket/")).select_one(".totals")
    assert page is not None
    assert "無料" in page.text
    assert "6,600円（税込）" in page.text


def test_the_basket_page_links_back_to_the_product_page(client: Client) -> None:
    socks = VariantFactory.create(stock=9)
    page = product_page(socks.product)
    add(client, socks.sku)

    assert soup(client.get("/basket/")).select_one(f'a[href="{page.url}"]') is not None


def test_several_lines_that_come_to_more_than_one_payment_are_stopped_in_the_basket(client: Client) -> None:
    open_shop(max_quantity=99)
    for _line in range(2):
        add(client, VariantFactory.create(stock=60, price=1_000_000).sku, "51")

    response = client.get("/basket/")

    assert "合計が99,999,999円を超えるため" in problems(response)
    assert soup(response).select_one('a[href="/checkout/"]') is None
    assert client.get("/checkout/")["Location"] == "/basket/"


def test_a_price_from_before_the_rule_is_stopped_in_the_basket(client: Client) -> None:
    open_shop()
    add(client, guide(price=49).sku)

    assert "合計が50円に満たないため" in problems(client.get("/basket/"))
    assert client.get("/checkout/confirm/")["Location"] == "/basket/"


def test_a_download_added_again_stays_one_and_says_so(client: Client) -> None:
    book = guide()
    add(client, book.sku, "3")
    add(client, book.sku)

    page = soup(client.get("/basket/"))

    assert f"「{book}」はすでにカートに入っています。" in page.text
    assert BasketLine.objects.get().quantity == 1
    assert [tag["type"] for tag in page.select(".basket-line input")] == ["hidden"]
    assert "数量の変更を反映する" not in page.text


def test_an_old_basket_with_two_of_a_download_is_corrected_with_a_sentence(client: Client) -> None:
    book = guide(price=1650)
    add(client, book.sku)
    BasketLine.objects.update(quantity=2)

    response = client.get("/basket/")
    assert f"「{book}」の数量を1にしました" in problems(response)
    assert "1,650円（税込）" in soup(response).select_one(".totals").text  # type: ignore[union-attr]
    client.post("/basket/", form_fields(soup(response).select_one("form.basket-form")))  # type: ignore[arg-type]

    assert BasketLine.objects.get().quantity == 1
    assert problems(client.get("/basket/")) == ""


def test_a_download_that_was_paid_for_leaves_an_old_basket_whole(client: Client) -> None:
    book = guide()
    add(client, book.sku)
    BasketLine.objects.update(quantity=2)

    take_out_bought(Basket.objects.get(), {book.pk: 1})

    assert not BasketLine.objects.exists()


def test_the_page_of_a_download_asks_for_no_quantity(client: Client) -> None:
    book, socks = guide(), VariantFactory.create(stock=3)

    assert soup(client.get(product_page(book.product).url)).select_one("#quantity") is None
    assert soup(client.get(product_page(socks.product).url)).select_one("#quantity") is not None
