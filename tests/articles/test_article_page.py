"""What a reader gets on an article page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.blocks.anchors import anchor
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    PersonFactory,
    TopicPageFactory,
    block,
    heading,
)

pytestmark = pytest.mark.django_db


def read(client: Client, page) -> BeautifulSoup:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_an_article_shows_its_title_lead_and_author(client: Client) -> None:
    person = PersonFactory(name="湯浅", role="足指研究家")
    article = ArticlePageFactory(title="座るとつらい", lead="はじめに読む文。")
    article.authors.create(person=person)
    article.save_revision().publish()

    page = read(client, article)

    assert page.h1.get_text() == "座るとつらい"
    assert page.select_one("p.lead").get_text() == "はじめに読む文。"
    assert "湯浅（足指研究家）" in page.select_one(".byline").get_text()
    assert len(page.select(".dates time")) == 1
    above = [link.get_text() for link in page.select(".breadcrumb a")]
    assert above[-2:] == ["記事", article.get_parent().title]


def test_the_contents_list_nests_small_headings_and_points_to_them(client: Client) -> None:
    article = ArticlePageFactory(
        body=[
            heading("一つめ", block_id="aaaa"),
            heading("細かい話", level="h3"),
            heading("長い長い見出し", contents_label="短い見出し"),
            block("summary", {"kicker": "まとめ", "text": "順番が大切", "body": []}),
        ]
    )

    page = read(client, article)

    lines = page.select_one("nav.contents ol").find_all("li", recursive=False)
    assert [line.a.get_text() for line in lines] == ["一つめ", "短い見出し", "まとめ｜順番が大切"]
    assert lines[0].ol.a.get_text() == "細かい話"
    targets = [link["href"].removeprefix("#") for link in page.select("nav.contents a")]
    assert all(page.find(id=target) for target in targets)
    assert len(set(targets)) == 4


def test_an_anchor_survives_new_words_and_a_new_place(client: Client) -> None:
    first, second = heading("前", block_id="block-a"), heading("後", block_id="block-b")
    article = ArticlePageFactory(body=[first, second])

    article.body = [second, first | {"value": first["value"] | {"text": "書き直した"}}]
    article.save_revision().publish()

    assert read(client, article).find(id=anchor("block-a")).get_text(strip=True) == "書き直した"


def test_an_article_without_headings_has_no_contents_list(client: Client) -> None:
    article = ArticlePageFactory(body=[block("paragraph", "<p>短い記事。</p>")])

    assert read(client, article).select_one("nav.contents") is None


def test_the_lead_serves_search_engines_until_somebody_writes_a_description() -> None:
    article = ArticlePageFactory(lead="導入文。")
    assert article.meta_description == "導入文。"

    article.search_description = "説明文。"
    assert article.meta_description == "説明文。"


def test_a_short_title_is_used_in_lists_only(client: Client) -> None:
    topic = TopicPageFactory()
    article = ArticlePageFactory(parent=topic, title="とても長い題名", short_title="短い題名")

    assert "短い題名" in read(client, topic).select_one(".cards").get_text()
    assert read(client, article).h1.get_text() == "とても長い題名"


def test_a_page_has_no_inline_styles_or_scripts(client: Client) -> None:
    article = ArticlePageFactory(body=[heading("見出し"), block("key_sentence", "一行目\n二行目")])

    page = read(client, article)

    assert page.select("main [style], main script") == []
    assert str(page.select_one(".key-sentence")) == '<p class="key-sentence">一行目<br/>二行目</p>'


@pytest.mark.parametrize("make", [ArticlePageFactory, ApproachPageFactory])
def test_the_first_picture_hurries_and_all_others_wait(client: Client, make) -> None:
    image = ImageFactory(file=get_test_image_file(size=(1600, 900)))
    body = [{"image": {"image": image.pk, "alt_text": "図", "decorative": False}, "caption": ""}] * 2
    shown = make(hero_image=image, body=[block("picture", value) for value in body])

    first, *others = read(client, shown).select("main article img")

    assert (first["fetchpriority"], first.get("loading")) == ("high", None)
    assert len(others) == 2
    assert all(other["loading"] == "lazy" and not other.get("fetchpriority") for other in others)
    assert all(other["width"] and other["height"] for other in (first, *others))


def test_the_address_for_search_engines_forgets_where_the_reader_came_from(client: Client) -> None:
    article = ArticlePageFactory()

    page = BeautifulSoup(client.get(f"{article.url}?f=1.abc").content, "html.parser")

    addresses = {
        page.select_one('link[rel="canonical"]')["href"],
        page.select_one('[property="og:url"]')["content"],
    }
    assert addresses == {f"http://testserver{article.url}"}


def test_a_card_fetches_a_small_picture(client: Client) -> None:
    image = ImageFactory(file=get_test_image_file(size=(1600, 900)))
    article = ArticlePageFactory(hero_image=image)

    picture = read(client, article.get_parent()).select_one(".article-card picture")

    # On a phone it is 120 points wide: 240 pixels do, even on a screen with two for each point.
    assert picture.source["sizes"].endswith(" 120px")
    assert [part.split()[1] for part in picture.source["srcset"].split(", ")] == ["240w", "480w"]
