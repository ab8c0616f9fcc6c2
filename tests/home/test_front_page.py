"""The front page leads to what is published, and only to that."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from tests.articles.factories import ApproachPageFactory, ArticlePageFactory, TopicPageFactory
from tests.home.factories import front_page, section
from tests.shop.factories import VariantFactory, open_shop, product_page
from toelab.home.blocks import HomeBody
from toelab.home.topics import topic_cards

pytestmark = pytest.mark.django_db


def add(page: Page, *blocks: dict[str, object]) -> None:
    """Put sections on the front page; what they speak of must stand below it, so it comes after it."""
    page.body = list(blocks)
    page.save()


def shown(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


def test_the_headline_is_the_only_first_heading(client: Client) -> None:
    front_page(headline="足指から、体の支え方を見直す。")

    assert [h1.get_text(strip=True) for h1 in shown(client).select("h1")] == [
        "足指から、体の支え方を見直す。"
    ]


def test_a_voice_leads_to_its_article_only_while_readers_can_open_it(client: Client) -> None:
    page = front_page()
    article, draft = ArticlePageFactory(), ArticlePageFactory(live=False)
    voices = [
        {"text": "声一", "page": article.pk},
        {"text": "声二", "page": draft.pk},
        {"text": "声三", "page": None},
    ]
    add(page, section("voices", voices=voices))

    lines = shown(client).select(".voices li")

    assert [line.get_text(strip=True) for line in lines] == ["「声一」", "「声二」", "「声三」"]
    assert [line.a["href"] if line.a else None for line in lines] == [article.url, None, None]


def test_approaches_come_by_themselves_in_the_order_of_the_tree(client: Client) -> None:
    page = front_page()
    first, second = ApproachPageFactory(title="体操"), ApproachPageFactory(title="靴下")
    ApproachPageFactory(title="下書き", live=False)
    add(page, section("approaches", subtitle="", link_label=""))
    second.move(first, pos="left")

    cards = shown(client).select(".approach-card h3")

    assert [card.get_text(strip=True) for card in cards] == ["1靴下", "2体操"]


def test_topics_show_their_pillar_and_how_many_articles_readers_find() -> None:
    front_page()
    sciatica, toes = TopicPageFactory(title="坐骨神経痛"), TopicPageFactory(title="浮き指")
    pillar = ArticlePageFactory(parent=sciatica)
    ArticlePageFactory(parent=sciatica)
    hidden = ArticlePageFactory(parent=toes, live=False)
    TopicPageFactory(live=False)
    sciatica.pillar, toes.pillar = pillar, hidden
    sciatica.save()
    toes.save()

    found = [(card.page.title, card.pillar, card.article_count) for card in topic_cards()]

    assert found == [("坐骨神経痛", pillar, 2), ("浮き指", None, 0)]


def test_more_topics_and_articles_cost_no_more_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    front_page()
    for _ in range(5):
        ArticlePageFactory.create_batch(3, parent=TopicPageFactory())

    with django_assert_num_queries(2):  # topics and numbers; there are no pictures to look up
        cards = topic_cards()

    assert [card.article_count for card in cards] == [3] * 5


def test_the_invitation_to_the_recommendation_disappears_with_its_page(client: Client) -> None:
    page = front_page()
    guide = ArticlePageFactory(title="順番の話")
    add(page, section("where_to_start", page=guide.pk, link_label=""))
    link = shown(client).select_one(".home-start a.button")
    assert link is not None
    assert (link["href"], link.text) == (guide.url, "順番の話")

    guide.unpublish()

    assert shown(client).select_one(".home-start a") is None


def test_a_chosen_product_leads_to_its_page_and_says_where_the_reader_came_from(client: Client) -> None:
    page = front_page()
    open_shop()
    product = VariantFactory.create(price=3300, stock=2).product
    product_page(product)
    add(page, section("products", products=[product.pk], link_label="商品の一覧へ"))

    card = shown(client).select_one(".home-products .product-card")

    assert card is not None
    assert card["href"].endswith(f"?f={page.pk}.block-products")
    assert "3,300円（税込）" in card.text


@pytest.mark.parametrize("name", list(HomeBody().child_blocks))
def test_every_section_has_a_preview_for_the_picker(name: str) -> None:
    block = HomeBody().child_blocks[name]

    value = block.get_preview_value()

    assert block.is_previewable
    assert value["heading"] in block.render(value).replace("<wbr>", "")
