"""What a reader gets who says which conditions hold: an address, an answer, and an honest way on."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.signals import page_unpublished

from articles.article.models import ArticlePage
from articles.where_to_start.answers import Given, given, is_answered, query_of
from articles.where_to_start.as_rules import condition_key
from articles.where_to_start.rules import Condition
from shop.sources import Source
from tests.articles.factories import (
    ArticlePageFactory,
    TopicPageFactory,
    block,
    common_tail,
    condition,
    make_private,
    recommendation,
    rule,
)
from tests.shop.factories import VariantFactory, open_shop, product_page

pytestmark = pytest.mark.django_db

A, B, C = "体操が続かなかった人", "歩き方を意識する余裕がない人", "靴をすぐに変えられない人"
D, E = "すでに体操ができている人", "余裕が出てきた人"


def ask(*conditions: str) -> str:
    return "?" + query_of(frozenset(condition_key(text) for text in conditions))


@pytest.fixture
def article(model) -> ArticlePage:
    common_tail(block("where_to_start", model, "start"))
    return ArticlePageFactory()


def soup(client: Client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    return BeautifulSoup(answer.content, "html.parser")


def steps(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".start-steps a")]


def text(page: BeautifulSoup, part: str) -> str:
    return page.select_one(part).get_text(" ", strip=True)


def test_the_text_comes_first_and_the_questions_follow_it(client, article) -> None:
    page = soup(client, article.url)

    block_parts = [
        part.get("class", [""])[0] for part in page.select_one(".where-to-start").find_all("section")
    ]
    assert block_parts == ["rule", "rule", "rule", "start-chooser"]
    assert page.select_one(".start-answer") is None
    assert page.select_one("meta[name=robots]") is None
    asked = [
        (group.legend.get_text(), [label.get_text(strip=True) for label in group.select("label")])
        for group in page.select(".start-chooser fieldset")
    ]
    assert asked == [
        ("体操について", ["続かなかった", "できている", "どちらでもない"]),
        ("歩き方について", ["余裕がない", "余裕が出てきた", "どちらでもない"]),
        ("靴について", ["変えられない", "当てはまらない"]),
    ]
    assert [box.parent.get_text(strip=True) for box in page.select(".start-chooser [checked]")] == [
        "どちらでもない",
        "どちらでもない",
        "当てはまらない",
    ]
    assert "医学的な判断ではありません" in text(page, ".start-chooser")
    assert "医療機関" in text(page, ".start-chooser")
    assert "診断" not in text(page, ".start-chooser")


def test_a_recommendation_may_do_without_the_questions(client, model) -> None:
    common_tail(block("where_to_start", model | {"chooser_enabled": False}))

    page = soup(client, ArticlePageFactory().url + ask(A))

    assert page.select_one(".rule")
    assert page.select_one(".start-chooser") is None


@pytest.mark.parametrize(
    ("conditions", "recommended"),
    [
        ((), ["② YOSHIRO SOCKS"]),
        ((A, B, C), ["② YOSHIRO SOCKS"]),
        ((A, E), ["② YOSHIRO SOCKS", "③ 小股歩き"]),
        ((C, D), ["① ひろのば体操", "② YOSHIRO SOCKS"]),
        ((D, E), ["① ひろのば体操", "② YOSHIRO SOCKS", "③ 小股歩き"]),
    ],
)
def test_an_answer_has_an_address_of_its_own(client, article, conditions, recommended) -> None:
    page = soup(client, article.url + ask(*conditions))

    assert steps(page) == recommended
    assert text(page, "#start-answer") == "おすすめの始め方 " + " + ".join(recommended)
    assert [li.get_text() for li in page.select(".start-answer .list li")] == list(conditions)
    assert page.select_one("link[rel=canonical]")["href"].endswith(article.url)
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    ticked = {box["value"] for box in page.select(".start-chooser [checked]")} - {""}
    assert ticked == {condition_key(each) for each in conditions}


def test_the_form_without_javascript_asks_the_same(client, article) -> None:
    page = soup(client, f"{article.url}?start1={condition_key(D)}&start2={condition_key(E)}&start3=")

    assert steps(page) == ["① ひろのば体操", "② YOSHIRO SOCKS", "③ 小股歩き"]


@pytest.mark.parametrize(
    "query",
    ["?start=nonsense", "?start=" + "x." * 2000, "?start=%00%ff", f"{ask(A, D)}", f"{ask(C)}.nonsense"],
)
def test_answers_that_nobody_can_give_get_the_default_with_a_sentence(client, article, query) -> None:
    page = soup(client, article.url + query)

    assert steps(page) == ["② YOSHIRO SOCKS"]
    assert "迷ったときの基準をお見せしています" in text(page, ".start-notice")
    assert page.select(".start-answer .list li") == []


def test_other_parameters_ask_for_no_answer(client, article) -> None:
    page = soup(client, f"{article.url}?f=1.x&starter=1&utm_source=mail")

    assert page.select_one(".start-answer") is None
    assert page.select_one("meta[name=robots]") is None


def test_the_answer_gives_the_reasons_of_every_rule_that_spoke(client, article) -> None:
    assert (
        text(soup(client, article.url + ask(A)), ".start-answer .rule-reason")
        == "身支度の中で始められるためです。"
    )


def test_each_link_of_the_answer_carries_the_rule_that_recommends_it(client, article, approaches) -> None:
    page = soup(client, article.url + ask(D, E))

    found = [link["href"].partition("?f=") for link in page.select(".start-steps a")]
    assert [(path, Source.parse(query)) for path, _, query in found] == [
        (approaches[0].url, Source(article.pk, "start", "both")),
        (approaches[1].url, Source(article.pk, "start", "both")),
        (approaches[2].url, Source(article.pk, "start", "walk")),
    ]


def test_a_rule_with_products_of_its_own_leaves_those_of_the_others(client, approaches, model, socks) -> None:
    shoes = VariantFactory(stock=3).product
    product_page(shoes)
    model["rules"][2]["products"] = [shoes.pk]
    common_tail(block("where_to_start", model, "start"))
    article = ArticlePageFactory()

    page = soup(client, article.url + ask(A, E))

    sources = [card["href"].partition("?f=")[2] for card in page.select(".start-answer .product-card")]
    assert [Source.parse(source).rule for source in sources] == ["first", "walk"]


@pytest.fixture
def socks(approaches):
    open_shop()
    product = VariantFactory(stock=3).product
    product_page(product)
    approaches[1].products.create(product=product)
    approaches[1].save()
    return product


def test_the_answer_shows_the_products_of_its_approaches_with_price_and_stock(client, article, socks) -> None:
    page = soup(client, article.url + ask(A))

    card = page.select_one(".start-answer .product-card")
    assert "3,300円" in card.get_text()
    assert "残りわずか" in card.get_text()
    assert card["href"].endswith(f"?{Source(article.pk, 'start', 'first').query}")
    assert page.select_one(".start-instead") is None


def test_a_sold_out_product_gives_way_to_what_the_reader_can_do_now(client, article, socks) -> None:
    socks.variants.get().stock.__class__.objects.update(on_hand=0)

    exercising = soup(client, article.url + ask(C))
    assert "在庫切れ" in text(exercising, ".start-answer .product-card")
    assert text(exercising, ".start-instead") == "入荷を待つあいだは、こちらから始められます。 ① ひろのば体操"
    with_room = soup(client, article.url + ask(E))
    assert (
        text(with_room, ".start-instead")
        == "入荷を待つあいだは、おすすめのうちこちらだけで進められます。 ③ 小股歩き"
    )
    gave_up = soup(client, article.url + ask(A))
    assert text(gave_up, ".start-instead") == "入荷を待つあいだは、こちらから始められます。 ③ 小股歩き"
    nothing_else = soup(client, article.url + ask(A, B))
    assert (
        text(nothing_else, ".start-instead")
        == "入荷を待つあいだは、考え方をこちらで読めます。 ② YOSHIRO SOCKS"
    )


def lose(*approaches) -> None:
    """What no road of ours allows while readers are sent there: by hand in the database, or an import gone wrong."""
    for approach in approaches:
        Page.objects.filter(pk=approach.pk).update(live=False)
        page_unpublished.send(sender=type(approach), instance=approach)


def test_an_approach_withdrawn_after_publication_leaves_readers_with_the_default(
    client, article, approaches
) -> None:
    lose(approaches[2])
    assert steps(soup(client, article.url + ask(D, E))) == ["① ひろのば体操", "② YOSHIRO SOCKS"]


def test_an_approach_made_private_leaves_readers_with_the_default_until_it_is_open_again(
    client, article, approaches
) -> None:
    """What no form of ours allows while readers are sent there; restrictions older than the refusal may exist."""
    url, words = (
        article.url + ask(D, E),
        [rule.get_text() for rule in soup(client, article.url).select(".rule")],
    )
    everything = steps(soup(client, url))

    restriction = make_private(approaches[2])

    assert steps(soup(client, url)) == ["① ひろのば体操", "② YOSHIRO SOCKS"]
    page = soup(client, article.url)
    assert len(page.select(".rule")) == len(words) - 1
    assert page.select(f'a[href^="{approaches[2].url}"]') == []
    restriction.delete()
    assert [rule.get_text() for rule in soup(client, article.url).select(".rule")] == words
    assert steps(soup(client, url)) == everything


def test_where_all_approaches_are_private_no_answer_leads_to_one(client, article, approaches) -> None:
    index = approaches[0].get_parent()
    make_private(index)

    page = soup(client, article.url + ask(D))

    assert page.select(f'main a[href^="{index.url}"]') == []
    assert page.select(".rule") == []


def test_where_nothing_can_be_recommended_any_more_the_answer_says_so(client, article, approaches) -> None:
    lose(approaches[0], approaches[1])

    page = soup(client, article.url + ask(D))

    assert page.select_one(".start-answer") is None
    assert "いまはお出しできません" in text(page, "#start-answer")
    assert [a.get_text() for a in page.select("#start-answer + ul a")] == ["① 小股歩き"]


def test_the_answer_leads_to_the_pillar_or_else_to_the_next_read(client, model) -> None:
    common_tail(block("where_to_start", model, "start"))
    topic = TopicPageFactory()
    article, pillar = ArticlePageFactory(parent=topic), ArticlePageFactory(parent=topic, title="柱の記事")
    topic.pillar = pillar
    topic.save()

    assert text(soup(client, article.url + ask(A)), ".start-read") == "あわせて読む 柱の記事"
    assert text(soup(client, pillar.url + ask(A)), ".start-read") == f"あわせて読む {article.title}"


def test_conditions_without_a_topic_are_ticked_independently(client, approaches) -> None:
    free = [condition("朝に時間がある人"), condition("夜に時間がある人")]
    value = recommendation(
        rule(approaches[1], is_default=True), rule(approaches[0], conditions=free), chooser=True
    )
    common_tail(block("where_to_start", value))

    page = soup(client, ArticlePageFactory().url + ask("朝に時間がある人", "夜に時間がある人"))

    group = page.select_one(".start-chooser fieldset")
    assert group.legend.get_text() == "当てはまるもの"
    assert [box["type"] for box in group.select("input")] == ["checkbox", "checkbox"]
    assert len(group.select("[checked]")) == 2
    assert steps(page) == ["① ひろのば体操"]


class Fields(dict):
    """A query string with single values."""

    def lists(self):
        return [(name, [value]) for name, value in self.items()]


def test_reading_the_address_needs_no_django() -> None:
    conditions = (Condition("a", "甲", topic="t"), Condition("b", "乙", topic="t"), Condition("c", "丙"))

    assert not is_answered(Fields(f="1.b", startle="a"))
    assert given(Fields(f="1.b"), conditions) is None
    assert given(Fields(start=""), conditions) == Given(frozenset())
    assert given(Fields(start="c.a"), conditions) == Given(frozenset("ac"))
    assert given(Fields(start1="a", start="c"), conditions) == Given(frozenset("ac"))
    assert given(Fields(start="a.b"), conditions) == Given(frozenset(), understood=False)
    assert query_of(frozenset("ca")) == "start=a.c"
    assert re.fullmatch("[0-9a-f]{8}", condition_key("丙"))
    assert condition_key(" 丙 ") == condition_key("丙")
