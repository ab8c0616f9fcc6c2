"""ふりがな stand above their word on the page, and nowhere else."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from articles.article.models import ArticlePage
from articles.article.text import text_of
from articles.blocks.groups import INLINE_FEATURES
from articles.blocks.paragraph import ParagraphBlock
from articles.japanese.reading_time import reading_minutes
from articles.ruby.markup import stored_ruby, with_readings
from tests.articles.factories import ArticlePageFactory, block
from tests.graphs import graph_of

WORD = stored_ruby("棘下筋", "きょくかきん")
TEXT = f"<p>足の{WORD}の<b>話</b>です。</p>"


def editor() -> ContentstateConverter:
    return ContentstateConverter(features=INLINE_FEATURES)


def test_the_reading_stands_above_the_word_with_parentheses_for_old_browsers() -> None:
    assert "<ruby>棘下筋<rp>（</rp><rt>きょくかきん</rt><rp>）</rp></ruby>" in with_readings(TEXT)
    assert "data-reading" not in with_readings(TEXT)


def test_a_reading_of_nothing_leaves_the_word() -> None:
    assert with_readings('<p><ruby data-reading=" ">趾</ruby></p>') == "<p>趾</p>"


@pytest.mark.django_db
def test_what_an_editor_saves_comes_back_as_it_was() -> None:
    state = json.loads(editor().from_database_format(TEXT))

    (entity,) = state["entityMap"].values()
    assert (entity["type"], entity["data"]) == ("RUBY", {"reading": "きょくかきん"})
    assert state["blocks"][0]["text"] == "足の棘下筋の話です。"
    stored = editor().to_database_format(json.dumps(state))
    assert BeautifulSoup(stored, "html.parser").ruby["data-reading"] == "きょくかきん"
    assert WORD in stored


@given(word=st.text("漢字<&\"'あ", min_size=1), reading=st.text("かな<&\"'>", min_size=1))
def test_any_signs_survive_the_way_to_the_editor_and_back(word: str, reading: str) -> None:
    html = f"<p>前{stored_ruby(word, reading)}後</p>"
    stored = editor().to_database_format(editor().from_database_format(html))
    found = BeautifulSoup(stored, "html.parser").ruby
    assert (found.text, found["data-reading"]) == (word, reading)


def test_an_editor_who_empties_the_reading_keeps_the_word() -> None:
    state = json.loads(editor().from_database_format(TEXT))
    state["entityMap"]["0"]["data"]["reading"] = ""

    assert "<ruby" not in (stored := editor().to_database_format(json.dumps(state)))
    assert "棘下筋" in stored


@pytest.mark.django_db
def test_the_reading_is_never_counted_indexed_or_told_to_machines(client: Client) -> None:
    article = ArticlePageFactory(slug="toe", body=[block("paragraph", TEXT)])

    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    assert page.select_one(".body rt").text == "きょくかきん"
    assert "足の棘下筋の話です。" in text_of(article)
    assert "きょくか" not in text_of(article)
    assert reading_minutes(text_of(article)) == 1
    assert "きょくか" not in json.dumps(graph_of(client, article.url), ensure_ascii=False)
    assert "きょくか" not in page.head.text + str(page.select("meta"))
    assert list(ArticlePage.objects.search("下筋の話")) == [article]
    assert list(ArticlePage.objects.search("きょくかきん")) == []
    assert "足の棘下筋の**話**です。" in client.get(f"{article.url.rstrip('/')}.md").text


@pytest.mark.django_db
def test_the_feed_keeps_the_reading_in_parentheses(client: Client) -> None:
    ArticlePageFactory(body=[block("paragraph", TEXT)])

    assert "&lt;rp&gt;（&lt;/rp&gt;&lt;rt&gt;きょくかきん&lt;/rt&gt;" in client.get("/feed.xml").text


def test_every_paragraph_offers_the_button() -> None:
    assert "ruby" in ParagraphBlock().features


@pytest.mark.django_db
def test_the_editor_loads_the_button_as_a_file_of_our_own(client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.jp", "pw"))
    article = ArticlePageFactory()

    form = BeautifulSoup(client.get(f"/admin/pages/{article.pk}/edit/").content, "html.parser")

    assert form.select_one('script[src*="js/ruby.js"]')
