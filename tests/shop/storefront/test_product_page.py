from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from shop.sources import Source
from tests.shop.factories import ProductFactory, VariantFactory, guide, open_shop, product_page
from tests.shop.walking import form_fields, soup

pytestmark = pytest.mark.django_db


def card(product: Any, source: Any = None) -> str:
    context = Context({"product": product, "source": source, "request": RequestFactory().get("/")})
    return Template("{% load shop_tags %}{% product_card product source=source %}").render(context).strip()


def test_size_and_colour_are_chosen_in_plain_html(client: Client) -> None:
    open_shop()
    product = ProductFactory.create()
    for size in ("S", "M"):
        for colour in ("藍", "墨"):
            VariantFactory.create(
                product=product, size=size, colour=colour, sku=f"{size}-{colour == '藍'}", stock=9
            )
    last = product.variants.get(size="M", colour="墨")
    type(last).objects.filter(pk=last.pk).update(active=False)
    sold_out = VariantFactory.create(product=product, size="L", colour="藍", sku="L-OUT")

    page = soup(client.get(product_page(product).url))

    radios = page.select('.choice-grid input[type="radio"][name="sku"]')
    assert [r["value"] for r in radios] == ["S-True", "S-False", "M-True", "L-OUT"]
    assert [r["value"] for r in radios if r.has_attr("disabled")] == [sold_out.sku]
    assert [th.text.strip() for th in page.select(".choice-grid thead th")] == ["サイズ", "藍", "墨"]
    assert "在庫切れ" in page.text
    assert "3,300円（税込）" in page.text


def test_the_return_rule_stands_beside_the_price(client: Client) -> None:
    open_shop(fee=385, free_from=5000)
    socks, pdf = VariantFactory.create(stock=1), guide()

    goods = soup(client.get(product_page(socks.product).url)).select_one(".buy")
    download = soup(client.get(product_page(pdf.product).url)).select_one(".buy")

    assert goods is not None
    assert download is not None
    assert "返品・交換（配送する商品）の内容" in goods.text
    assert "配送する商品の合計が5,000円（税込）以上で無料" in goods.text
    assert "返品・キャンセル（ダウンロード商品）の内容" in download.text
    assert "送料" not in download.text


def test_the_form_carries_the_source_into_the_basket(client: Client) -> None:
    open_shop()
    pdf = guide()
    page = soup(client.get(f"{product_page(pdf.product).url}?f=12.abc"))
    form = page.select_one("form.buy-form")
    assert form is not None

    response = client.post(str(form["action"]), form_fields(form))

    assert response.status_code == 303
    assert pdf.product.name in client.get("/basket/").content.decode()
    assert form_fields(form)["f"] == "12.abc"


def test_a_garbled_source_leaves_no_trace_in_the_page(client: Client) -> None:
    open_shop()
    page = product_page(guide().product)

    assert client.get(f"{page.url}?f=<script>").content == client.get(page.url).content


def test_the_page_is_the_same_for_everybody_and_sets_no_cookie(client: Client) -> None:
    open_shop()
    socks = VariantFactory.create(stock=3)
    page = product_page(socks.product)
    first = client.get(page.url)
    client.post("/basket/add/", {"sku": socks.sku})

    second = client.get(page.url)

    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")


def test_what_is_not_sold_cannot_be_put_in_the_basket(client: Client) -> None:
    open_shop()
    product = ProductFactory.create(is_active=False)
    VariantFactory.create(product=product, stock=3)

    page = soup(client.get(product_page(product).url))

    assert page.select_one("form.buy-form") is None
    assert "現在販売していません" in page.text


def test_a_card_leads_to_the_product_and_says_where_it_stood() -> None:
    socks = VariantFactory.create(stock=9, price=3300)
    VariantFactory.create(product=socks.product, price=3600, stock=9)
    page = product_page(socks.product)

    html = card(socks.product, Source(12, "abc"))

    assert f'href="{page.url}?f=12.abc"' in html
    assert "3,300円（税込）" in html
    assert "から" in html
    assert "在庫あり" in html


def test_a_card_shows_the_best_news_among_the_variants() -> None:
    sold_out = VariantFactory.create()
    product_page(sold_out.product)
    assert "在庫切れ" in card(sold_out.product)

    VariantFactory.create(product=sold_out.product, stock=2)
    assert "残りわずか" in card(sold_out.product)


def test_nothing_is_drawn_for_what_readers_cannot_see() -> None:
    without_page, unpublished = VariantFactory.create(stock=1), VariantFactory.create(stock=1)
    product_page(unpublished.product).unpublish()
    unpublished.product.refresh_from_db()

    assert card(without_page.product) == card(unpublished.product) == ""


def test_the_shop_lists_live_products_in_the_order_of_the_tree(client: Client) -> None:
    socks, pdf = VariantFactory.create(stock=1), guide()
    first, second = product_page(socks.product), product_page(pdf.product)

    page = soup(client.get(first.get_parent().url))

    assert [a["href"] for a in page.select("a.product-card")] == [first.url, second.url]


def test_an_empty_shop_says_so(client: Client) -> None:
    page = product_page(VariantFactory.create().product)
    index = page.get_parent()
    page.unpublish()

    assert "販売中の商品はありません" in client.get(index.url).content.decode()


def test_the_price_and_the_way_to_the_order_stand_above_the_pictures(client: Client) -> None:
    open_shop()
    variant = VariantFactory.create(stock=1)

    page = soup(client.get(product_page(variant.product).url))

    assert "円（税込）" in page.select_one("h1 ~ .price-above .price").text
    assert page.find(id=page.select_one(".price-above a")["href"].removeprefix("#")).name == "h2"


def test_what_cannot_be_bought_shows_no_way_to_an_order(client: Client) -> None:
    open_shop()
    variant = VariantFactory.create(stock=0)

    assert not soup(client.get(product_page(variant.product).url)).select(".price-above")


def test_names_on_cards_and_pages_break_between_phrases(client: Client) -> None:
    open_shop()
    product = ProductFactory.create(name="外側に流れる足の靴下")
    VariantFactory.create(product=product, stock=1)
    page = product_page(product)

    assert "外側に<wbr>流れる<wbr>足の<wbr>靴下" in card(product)
    assert soup(client.get(page.url)).h1.get_text() == page.title
