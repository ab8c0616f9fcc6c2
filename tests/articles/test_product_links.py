"""Links from what people read to what they can buy say where they stand."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.blocks.body import ArticleBody
from shop.sources import Source
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    block,
    common_tail,
    recommendation,
    rule,
)
from tests.shop.factories import VariantFactory, open_shop, product_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    open_shop()
    product = VariantFactory(stock=3).product
    product_page(product)
    return product


def cards(client: Client, url: str) -> list[tuple[str, Source | None]]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    parts = [card["href"].partition("?") for card in page.select("main .product-card")]
    return [(path, Source.parse(query.removeprefix("f="))) for path, _, query in parts]


def test_a_product_in_an_article_knows_its_block(client: Client, product) -> None:
    article = ArticlePageFactory(
        body=[block("product", {"product": product.pk, "text": "<p>選択肢の一つ。</p>"})]
    )

    assert cards(client, article.url) == [(product.page.url, Source(article.pk, article.body[0].id))]


def test_a_product_in_the_recommendation_knows_its_rule(client: Client, product) -> None:
    recommended = rule(ApproachPageFactory(), products=[product.pk], key="rule-1")
    tail = common_tail(block("where_to_start", recommendation(recommended)))
    article = ArticlePageFactory()

    assert cards(client, article.url) == [(product.page.url, Source(article.pk, tail.body[0].id, "rule-1"))]


def test_the_products_of_an_approach_know_their_page(client: Client, product) -> None:
    approach = ApproachPageFactory()
    approach.products.create(product=product)
    approach.save()

    assert cards(client, approach.url) == [(product.page.url, Source(approach.pk, "products"))]


def test_an_approach_passes_on_where_its_reader_came_from(client: Client, product) -> None:
    approach = ApproachPageFactory(body=[block("product", {"product": product.pk, "text": ""}, "inside")])
    approach.products.create(product=product)
    approach.save()
    came_from = Source(7, "start", "rule-1")

    assert cards(client, f"{approach.url}?{came_from.query}") == [(product.page.url, came_from)] * 2
    of_its_own = [(product.page.url, Source(approach.pk, place)) for place in ("inside", "products")]
    assert cards(client, f"{approach.url}?f=<script>") == of_its_own


def test_a_product_without_a_live_page_leaves_no_trace_in_an_article(client: Client, product) -> None:
    article = ArticlePageFactory(
        body=[block("product", {"product": product.pk, "text": "<p>選択肢の一つ。</p>"})]
    )
    product.page.unpublish()

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    assert page.select_one(".body").get_text(strip=True) == ""


def test_a_product_block_can_be_previewed(product) -> None:
    definition = ArticleBody().child_blocks["product"]

    shown = definition.render(definition.get_preview_value(), {})

    assert product.name in shown
    assert "?f=" not in shown
