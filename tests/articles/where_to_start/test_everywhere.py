"""The recommendation reaches those who never see the page: readers of the feed and of the Markdown twin."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.articles.factories import ArticlePageFactory, block, common_tail, make_private

pytestmark = pytest.mark.django_db

SAYS = (
    "まず迷っている方へ",
    "体操が続かなかった人",
    "歩き方を意識する余裕がない人",
    "靴をすぐに変えられない人",
    "② YOSHIRO SOCKS",
    "身支度の中で始められるためです。",
    "すでに体操ができている方へ",
    "余裕が出てきた方へ",
    "③ 小股歩き",
)


@pytest.fixture
def article(model):
    common_tail(block("where_to_start", model, "start"))
    article = ArticlePageFactory()
    article.save_revision().publish()
    return article


def missing(text: str) -> list[str]:
    return [words for words in SAYS if words not in text]


def test_every_rule_is_in_the_markdown_twin(client: Client, article) -> None:
    text = client.get(article.url.rstrip("/") + ".md").text

    assert missing(text) == []
    assert "当てはまるものを選んで" not in text


def test_every_rule_is_in_the_feed(client: Client, article) -> None:
    feed = ElementTree.fromstring(client.get(reverse("feed")).content)

    (content,) = feed.iterfind("{*}entry/{*}content")
    text = BeautifulSoup(content.text, "html.parser").get_text()
    assert missing(text) == []
    assert "当てはまるものを選んで" not in text


def test_neither_sends_its_readers_to_a_private_approach(client: Client, article, approaches) -> None:
    places = (article.url.rstrip("/") + ".md", reverse("feed"))
    assert all(approaches[2].url in client.get(place).text for place in places)

    make_private(approaches[2])

    assert not any(approaches[2].url in client.get(place).text for place in places)
