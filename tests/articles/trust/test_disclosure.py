"""Readers are told who sells what an article mentions, by the site itself."""

import pytest
from django.test import Client

from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    block,
    common_tail,
    link,
    recommendation,
    related_links,
    rule,
    text_link,
)
from tests.shop.factories import VariantFactory, open_shop, product_page

pytestmark = pytest.mark.django_db

LINE = "このサイトの運営者は、記事で紹介する商品を販売しています。"


@pytest.fixture
def product():
    open_shop()
    product = VariantFactory(stock=3).product
    product_page(product)
    return product


def test_an_article_without_products_says_nothing(client: Client, product) -> None:
    article = ArticlePageFactory(body=[block("paragraph", text_link(ArticlePageFactory(), "別の記事"))])

    assert LINE not in client.get(article.url).text


@pytest.mark.parametrize(
    "make",
    [
        lambda product: block("product", {"product": product.pk, "text": ""}),
        lambda product: block("paragraph", text_link(product.page, "商品")),
        lambda product: related_links(link(product.page)),
    ],
    ids=["card", "link in a text", "link in a list"],
)
def test_any_way_to_a_product_brings_the_line_once(client: Client, product, make) -> None:
    article = ArticlePageFactory(body=[make(product)])

    assert client.get(article.url).text.count(LINE) == 1


def test_a_product_in_the_shared_ending_counts_too(client: Client, product) -> None:
    common_tail(block("where_to_start", recommendation(rule(ApproachPageFactory(), products=[product.pk]))))

    assert LINE in client.get(ArticlePageFactory().url).text


def test_an_approach_with_products_says_it(client: Client, product) -> None:
    approach = ApproachPageFactory()
    assert LINE not in client.get(approach.url).text

    approach.products.create(product=product)
    approach.save()

    assert LINE in client.get(approach.url).text
