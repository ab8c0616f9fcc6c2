"""Links follow their pages, and never lead a reader to a page that cannot be opened."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.rich_text import expand_db_html

from articles.links.prose import Prose
from articles.topics.models import TopicPage
from tests.articles.factories import (
    ArticlePageFactory,
    FootPatternFactory,
    TopicPageFactory,
    block,
    link,
    related_links,
    text_link,
)

pytestmark = pytest.mark.django_db


def body_of(client: Client, article) -> BeautifulSoup:
    answer = client.get(article.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one(".body")


def test_a_link_says_the_title_of_its_page_and_keeps_up_with_it(client: Client) -> None:
    target = ArticlePageFactory(title="前の題名")
    article = ArticlePageFactory(body=[related_links(link(target), lead_in="こちらもどうぞ。")])

    target.title = "新しい題名"
    target.save_revision().publish()

    shown = body_of(client, article).select_one(".related a")
    assert (shown.get_text(), shown["href"]) == ("新しい題名", target.url)


def test_an_editors_words_on_a_link_win_over_the_title(client: Client) -> None:
    article = ArticlePageFactory(body=[related_links(link(ArticlePageFactory(), label="座り方の話"))])

    assert body_of(client, article).select_one(".related a").get_text() == "座り方の話"


def test_links_follow_a_page_that_moves_and_its_old_address_leads_on(client: Client) -> None:
    target = ArticlePageFactory(slug="moving")
    article = ArticlePageFactory(
        body=[related_links(link(target)), block("paragraph", text_link(target, "これ"))]
    )
    old_url = target.url

    target.move(TopicPageFactory(slug="new-topic"), pos="last-child")

    target.refresh_from_db()
    assert "/new-topic/moving/" in target.url
    assert [shown["href"] for shown in body_of(client, article).select("a")] == [target.url, target.url]
    answer = client.get(old_url)
    assert (answer.status_code, answer.headers["Location"]) == (301, target.url)


def test_a_link_block_without_live_links_disappears_with_its_lead_in(client: Client) -> None:
    draft = ArticlePageFactory(live=False)
    article = ArticlePageFactory(
        body=[
            related_links(
                link(draft), link(pending="まだない記事"), link(999_999), lead_in="こちらもどうぞ。"
            )
        ]
    )

    assert body_of(client, article).get_text(strip=True) == ""


def test_text_keeps_the_words_of_a_link_whose_page_is_not_live(client: Client) -> None:
    draft = ArticlePageFactory(live=False)
    article = ArticlePageFactory(body=[block("paragraph", text_link(draft, "この記事"))])

    assert body_of(client, article).decode_contents().strip() == "<p>前のこの記事後の</p>"


def test_a_link_comes_back_when_its_page_is_published(client: Client) -> None:
    draft = ArticlePageFactory(live=False)
    article = ArticlePageFactory(body=[block("lines", text_link(draft, "この記事"))])

    draft.save_revision().publish()

    assert body_of(client, article).a["href"] == draft.url


def test_rich_text_outside_blocks_drops_dead_links_too() -> None:
    live, draft = ArticlePageFactory(), ArticlePageFactory(live=False)

    assert str(Prose(text_link(live, "生"))) == f'<p>前の<a href="{live.url}">生</a>後の</p>'
    assert str(Prose(text_link(draft, "死"))) == "<p>前の死後の</p>"
    assert expand_db_html(f'<a linktype="page" id="{draft.pk}">x</a>') == "<a>x</a>"
    assert expand_db_html('<a linktype="page" id="junk">x</a>') == "<a>x</a>"


def test_a_foot_pattern_leads_to_its_own_article_unless_another_is_chosen(client: Client) -> None:
    usual, special = ArticlePageFactory(), ArticlePageFactory()
    pattern = FootPatternFactory(name="内側に寄るタイプ", examples="外反母趾", article=usual)
    choice = {"pattern": pattern.pk, "page": None, "pending_title": ""}
    article = ArticlePageFactory(
        body=[
            block("foot_patterns", {"intro": "三つあります。", "patterns": [choice]}),
            block("foot_patterns", {"intro": "", "patterns": [choice | {"page": special.pk}]}),
        ]
    )

    shown = body_of(client, article)
    assert "内側に寄るタイプ（外反母趾）" in shown.get_text()
    assert [a["href"] for a in shown.select(".pattern a")] == [usual.url, special.url]


def test_a_topic_does_not_promise_a_pillar_that_is_not_live(client: Client) -> None:
    topic = TopicPageFactory()
    pillar = ArticlePageFactory(parent=topic, live=False)
    TopicPage.objects.filter(pk=topic.pk).update(pillar=pillar)

    page = BeautifulSoup(client.get(topic.url).content, "html.parser")

    assert page.select_one(".pillar") is None
