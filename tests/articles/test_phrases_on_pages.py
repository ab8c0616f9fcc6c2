"""Headings, titles and buttons reach the reader with their phrases marked."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.articles.factories import ArticlePageFactory, TopicPageFactory, block, common_tail, heading
from toelab.base.models import TypesettingSettings

pytestmark = pytest.mark.django_db


def test_titles_and_headings_break_between_phrases_only(client: Client) -> None:
    topic = TopicPageFactory()
    common_tail(block("keep_going", {"heading": "無理なく続けられる形", "options": [], "text": ""}))
    article = ArticlePageFactory(
        parent=topic,
        title="足と<腰>の話|“戻る構造”が残っている",
        body=[heading("外側に流れる足と踏ん張れない足")],
    )
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    card = BeautifulSoup(client.get(topic.url).content, "html.parser").select_one(".cards h3 a")

    assert page.h1.decode_contents() == ("足と<wbr/>&lt;腰&gt;の<wbr/>話|<wbr/>“戻る構造”が<wbr/>残っている")
    assert page.select_one(".body .heading-text").decode_contents() == (
        "外側に<wbr/>流れる<wbr/>足と<wbr/>踏ん張れない<wbr/>足"
    )
    assert page.select_one(".contents a").wbr
    assert page.select_one(".tail h2").wbr
    assert card.wbr
    assert card.get_text() == article.title
    assert "<wbr" not in str(page.title)


def test_an_editor_keeps_a_word_together_for_the_whole_site(client: Client) -> None:
    common_tail()
    article = ArticlePageFactory(title="座るのがつらい人へ")
    assert "座るのが<wbr>つらい" in client.get(article.url).content.decode()

    settings = TypesettingSettings.objects.get()
    settings.kept_whole = "座るのがつらい\n歩き出し"
    settings.save()

    assert "座るのがつらい人へ" in client.get(article.url).content.decode()
