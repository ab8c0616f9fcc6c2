"""A range of numbers is one word wherever a reader meets it, and marking it adds nothing to the text."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.blocks.steps import NO_PAIR
from articles.blocks.table import TableBlock
from articles.glossary.models import Term
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    TopicPageFactory,
    block,
    common_tail,
    condition,
    heading,
    recommendation,
    rule,
)
from tests.graphs import graph_of
from tests.shop.factories import VariantFactory, open_shop, product_page
from toelab.base.typesetting.ranges import RANGE, with_whole_ranges


def soup(client: Client, url: str) -> BeautifulSoup:
    """Return a page as its reader gets it."""
    return BeautifulSoup(client.get(url).content, "html.parser")


def torn(page: BeautifulSoup) -> list[str]:
    """Return the texts of a page whose ranges a line could break."""
    return [
        text
        for text in page.select_one("main").find_all(string=RANGE)
        if not text.find_parent(class_="whole")
    ]


def kept(page: BeautifulSoup, part: str) -> list[str]:
    """Return the ranges that stay whole in a part of a page."""
    return [span.text for span in page.select(f"{part} .whole")]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("直後はいいのに、2〜3日で元通り", ["2〜3日"]),
        ("座って10～15分ほどで", ["10～15分"]),
        ("10時〜16時、二〜三週間、1.5〜2cm", ["10時〜16時", "二〜三週間", "1.5〜2cm"]),
        ("<p>長さは<b>5~10</b>秒</p>", ["5~10"]),
        ("始まりは4月〜", []),
        ("ふわ〜っと", []),
        ('<a href="/a/2~3/">番地</a>', []),
        ("<textarea>2〜3日</textarea><p>3〜4日</p>", ["3〜4日"]),
        ("<select><option>2〜3日</option></select>", []),
    ],
)
def test_a_range_is_kept_whole_with_its_unit(text: str, whole: list[str]) -> None:
    marked = BeautifulSoup(with_whole_ranges(text), "html.parser")

    assert [span.text for span in marked.select(".whole")] == whole
    assert marked.text == BeautifulSoup(text, "html.parser").text


@pytest.mark.django_db
def test_it_is_kept_in_the_lead_in_voices_in_lines_and_in_a_key_sentence(client: Client) -> None:
    article = ArticlePageFactory(
        lead="1〜2分で。",
        body=[
            block("reader_voices", ["<b>なら</b>2〜3日で"]),
            block("lines", "<p>3〜4日で</p>"),
            block("key_sentence", "4〜5日で"),
        ],
    )

    page = soup(client, article.url)

    assert kept(page, "article") == ["1〜2分", "2〜3日", "3〜4日", "4〜5日"]
    assert page.select_one(".voices li").text == "「<b>なら</b>2〜3日で」"
    assert page.select_one("meta[name=description]")["content"] == "1〜2分で。"


@pytest.mark.django_db
def test_it_is_kept_in_titles_headings_and_all_that_leads_to_them(client: Client) -> None:
    topic = TopicPageFactory(title="2〜3年つづく痛み", description="3〜4か月の話。")
    article = ArticlePageFactory(parent=topic, title="1日2〜3回の体操", body=[heading("一日5〜10分から")])

    assert torn(soup(client, article.url)) == torn(soup(client, topic.url)) == []
    page = soup(client, article.url)
    assert kept(page, "h1") == ["2〜3回"]
    assert kept(page, ".breadcrumb") == ["2〜3年", "2〜3回"]
    assert kept(page, "h2.heading") == kept(page, ".contents") == ["5〜10分"]
    assert page.title.text.startswith("1日2〜3回の体操")


@pytest.mark.django_db
def test_it_is_kept_in_every_cell_of_a_table(client: Client) -> None:
    table = {
        "caption": "1〜2週の目安",
        "columns": ["時期", "2〜3日"],
        "rows": [{"heading": "3〜4日", "cells": ["<b>4〜5日</b>\n5〜6日"]}],
    }
    article = ArticlePageFactory(
        body=[block("table", TableBlock().get_prep_value(TableBlock().to_python(table)))]
    )

    page = soup(client, article.url)

    assert kept(page, ".table") == ["1〜2週", "2〜3日", "3〜4日", "4〜5日", "5〜6日"]
    assert page.td.get_text() == "<b>4〜5日</b>5〜6日"


@pytest.mark.django_db
def test_it_is_kept_in_steps_captions_and_greetings(client: Client) -> None:
    image = {"image": ImageFactory(file=get_test_image_file()).pk, "alt_text": "足の絵", "decorative": False}
    step = {
        "title": "2〜3cm曲げる",
        "text": "",
        "image": None,
        "hold_seconds": 5,
        "repetitions": 20,
        **NO_PAIR,
    }
    step |= {"good_text": "3〜4cm", "bad_text": "5〜6cm"}
    article = ArticlePageFactory(
        body=[
            block("greeting", {"text": "1〜2分ください。", "person": None}),
            block("steps", {"title": "一日2〜3回の手順", "timer": False, "steps": [step]}),
            block("picture", {"image": image, "caption": "6〜7週の足"}),
        ]
    )

    page = soup(client, article.url)

    assert torn(page) == []
    assert kept(page, ".body") == ["1〜2分", "2〜3回", "2〜3cm", "3〜4cm", "5〜6cm", "6〜7週"]


@pytest.mark.django_db
def test_it_is_kept_in_where_to_start_its_questions_and_its_answer(client: Client) -> None:
    approach = ApproachPageFactory(tagline="一日5〜10分")
    asked = condition("<i>2〜3日</i>で戻る人", topic="1〜2週の様子", short_label="2〜3日で戻る")
    first = rule(
        approach,
        heading="3〜4日の方へ",
        is_default=True,
        conditions=[asked],
        lead_in="4〜5日は、",
        closing="5〜6日です。",
        reason="<p>6〜7日のため。</p>",
    )
    common_tail(block("where_to_start", recommendation(first, chooser=True), "start"))
    article = ArticlePageFactory()
    option = soup(client, article.url).select_one(".start-option input")

    page = soup(client, f"{article.url}?{option['name']}={option['value']}")

    assert torn(page) == []
    assert kept(page, ".conditions") == kept(page, ".start-answer ul") == ["2〜3日"]
    assert page.select_one(".conditions").get_text(strip=True) == "<i>2〜3日</i>で戻る人"
    assert kept(page, ".start-chooser fieldset") == ["1〜2週", "2〜3日"]
    assert kept(page, ".rule-lead") + kept(page, ".rule-sentence") == ["4〜5日", "5〜6日"]
    assert kept(page, ".start-steps") == ["5〜10分"]
    assert kept(page, ".start-answer .rule-reason") == ["6〜7日"]


@pytest.mark.django_db
def test_it_is_kept_in_the_glossary(client: Client) -> None:
    Term.objects.create(word="屈み指", reading="かがみゆび", explanation="<b>3〜4本</b>の指が曲がったまま。")

    page = soup(client, "/glossary/")

    assert kept(page, "dd") == ["3〜4本"]
    assert page.dd.get_text(strip=True) == "<b>3〜4本</b>の指が曲がったまま。"


@pytest.mark.django_db
def test_it_is_kept_in_sizes_on_the_product_page_and_in_the_basket(client: Client) -> None:
    open_shop()
    small = VariantFactory(size="S（22〜24cm）", colour="", colour_code="", stock=5)
    VariantFactory(product=small.product, size="M（24〜26cm）", colour="", colour_code="", stock=5)
    sold = product_page(small.product)

    page = soup(client, sold.url)
    client.post("/basket/add/", {"sku": small.sku, "quantity": 1})
    basket = soup(client, "/basket/")

    assert torn(page) == torn(basket) == []
    assert kept(page, ".choice-name") == ["22〜24cm", "24〜26cm"]
    assert kept(basket, ".basket-variant") == ["22〜24cm"]
    assert "<span" not in page.select_one("script[type='application/ld+json']").text


@pytest.mark.django_db
def test_machines_get_the_words_without_marks(client: Client) -> None:
    article = ArticlePageFactory(
        title="2〜3日で戻る", lead="3〜4日で。", body=[block("key_sentence", "4〜5日で")]
    )

    twin = client.get(f"{article.url.rstrip('/')}.md").content.decode()

    assert "# 2〜3日で戻る" in twin
    assert "4〜5日で" in twin
    assert "span" not in twin + str(graph_of(client, article.url))
