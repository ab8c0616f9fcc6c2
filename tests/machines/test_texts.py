"""robots.txt, llms.txt, the feed, the Markdown twins, the picture for sharing."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from markdown_it import MarkdownIt
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    TopicPageFactory,
    block,
    common_tail,
    heading,
    recommendation,
    rule,
)
from tests.shop.factories import VariantFactory, open_shop, product_page
from toelab.base.cards import card

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def recommended(client: Client):
    """An article that ends with a recommendation of an approach and a product."""
    open_shop()
    product = VariantFactory(stock=9, price=3300).product
    product_page(product)
    approach = ApproachPageFactory(title="靴下")
    common_tail(
        block(
            "where_to_start", recommendation(rule(approach, closing="から始めます。", products=[product.pk]))
        )
    )
    return ArticlePageFactory(
        parent=TopicPageFactory(title="坐骨神経痛", slug="sciatica"),
        title="座ると痛い",
        slug="sitting",
        body=[heading("しくみ"), block("paragraph", "<p><b>坐骨</b>の話です。</p>")],
    )


def test_robots_stay_out_of_what_belongs_to_one_person(client: Client) -> None:
    lines = client.get("/robots.txt").text.splitlines()

    for path in ("/basket/", "/checkout/", "/orders/", "/search/?"):
        assert f"Disallow: {path}" in lines
    # The empty form may be found; what it answers is different for every question.
    assert "Disallow: /search/" not in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_map_for_language_models_leads_to_the_twins(client: Client, recommended) -> None:
    text = client.get("/llms.txt").text

    assert text.startswith("# 足指研究所\n")
    assert f"[座ると痛い](http://testserver/articles/sciatica/sitting.md): {recommended.lead}" in text
    assert "## 坐骨神経痛" in text


def test_the_twin_has_text_recommendation_and_price(client: Client, recommended) -> None:
    answer = client.get("/articles/sciatica/sitting.md")

    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    for words in (
        "# 座ると痛い",
        "## しくみ",
        "**坐骨**の話です。",
        "① 靴下",
        "から始めます。",
        "3,300円（税込）",
    ):
        assert words in answer.text
    assert "<" not in answer.text.replace("<http", "")
    assert MarkdownIt().parse(answer.text)
    assert answer["Link"] == '<http://testserver/articles/sciatica/sitting/>; rel="canonical"'


def test_the_page_points_to_its_twin(client: Client, recommended) -> None:
    answer = client.get(recommended.url)

    assert answer["Link"] == '</articles/sciatica/sitting.md>; rel="alternate"; type="text/markdown"'
    link = BeautifulSoup(answer.content, "html.parser").select_one('link[type="text/markdown"]')
    assert link["href"] == "/articles/sciatica/sitting.md"


@pytest.mark.parametrize("path", ["/articles.md", "/articles/sciatica.md", "/articles/none.md", "/x/y/z.md"])
def test_other_addresses_have_no_twin(client: Client, recommended, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_draft_has_no_twin(client: Client, recommended) -> None:
    recommended.unpublish()

    assert client.get("/articles/sciatica/sitting.md").status_code == 404


def test_the_feed_has_the_whole_text_with_whole_addresses(client: Client, recommended) -> None:
    answer = client.get("/feed.xml")

    feed = ElementTree.fromstring(answer.content)
    entry = feed.find("a:entry", ATOM)
    assert entry.findtext("a:title", "", ATOM) == "座ると痛い"
    content = BeautifulSoup(entry.findtext("a:content", "", ATOM), "html.parser")
    for words in ("坐骨の話です。", "から始めます。", "3,300円（税込）"):
        assert words in content.text
    assert all(a["href"].startswith("http://testserver/") for a in content.select("a[href]"))
    assert entry.findtext("a:id", "", ATOM) == "http://testserver/articles/sciatica/sitting/"


def shared(client: Client, url: str) -> str | None:
    picture = BeautifulSoup(client.get(url).content, "html.parser").select_one('meta[property="og:image"]')
    return picture and picture["content"].removeprefix("http://testserver")


def test_a_shared_page_shows_its_title_as_a_picture(client: Client, recommended) -> None:
    if card.japanese_font() is None:
        pytest.skip("no Japanese font on this machine")

    answer = client.get(shared(client, recommended.url))

    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert "immutable" in answer["Cache-Control"]


def test_nobody_can_order_cards_with_other_words(client: Client, recommended) -> None:
    assert client.get(f"/cards/{recommended.pk}-0123456789abcdef.png").status_code == 404


def test_without_a_font_the_hero_stands_for_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "japanese_font", lambda: None)
    with_hero = ArticlePageFactory(hero_image=ImageFactory(file=get_test_image_file()))

    assert shared(client, with_hero.url).startswith("/media/images/")
    assert shared(client, ArticlePageFactory().url) is None
