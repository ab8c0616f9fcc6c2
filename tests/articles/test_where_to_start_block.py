"""The recommendation as text, and what may not be published."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from articles.approaches.models import ApproachPage
from articles.tail.blocks import TailBody
from articles.where_to_start.block import WhereToStartBlock
from shop.sources import Source
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    block,
    common_tail,
    condition,
    recommendation,
    rule,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def approaches() -> list[ApproachPage]:
    return [ApproachPageFactory(title=name) for name in ("体操", "SOCKS", "小股歩き")]


def test_a_rule_reads_as_heading_conditions_sentence_and_reason(approaches: list[ApproachPage]) -> None:
    _exercise, socks, _walk = approaches
    first = rule(
        socks,
        heading="まだ決めかねている方へ",
        subtitle="ここを目安に",
        conditions=[condition("体操が苦手な人"), condition("靴を替えにくい人")],
        lead_in="そんなときは、",
        closing="からが始めやすいです。",
        reason="<p>履くだけで<b>日課</b>に入るためです。</p>",
    )
    first["approaches"][0]["label"] = "足もとを整える"
    value = WhereToStartBlock().to_python(recommendation(first, note="<p>完璧でなくてよい。</p>"))

    assert value.lines == [
        "まだ決めかねている方へ",
        "— ここを目安に",
        "体操が苦手な人",
        "靴を替えにくい人",
        "そんなときは、",
        "② SOCKS（足もとを整える） からが始めやすいです。",
        "履くだけで日課に入るためです。",
        "完璧でなくてよい。",
    ]


def test_several_approaches_are_joined_in_the_editors_order_with_the_sites_numbers(
    approaches: list[ApproachPage],
) -> None:
    exercise, socks, walk = approaches
    walk.move(exercise, pos="left")
    value = WhereToStartBlock().to_python(recommendation(rule(exercise, socks, show_conditions=False)))

    assert value.lines == ["見出し", "② 体操 + ③ SOCKS"]


def test_hidden_conditions_are_not_read_out(approaches: list[ApproachPage]) -> None:
    hidden = rule(approaches[0], conditions=[condition("体操ができている人")], show_conditions=False)

    assert WhereToStartBlock().to_python(recommendation(hidden)).lines == ["見出し", "① 体操"]


def test_a_rule_loses_unpublished_approaches_and_goes_when_none_is_left(
    approaches: list[ApproachPage],
) -> None:
    exercise, socks, _walk = approaches
    value = recommendation(rule(exercise, socks, heading="両方"), rule(socks, heading="片方"))

    socks.unpublish()

    assert WhereToStartBlock().to_python(value).lines == ["両方", "① 体操"]


def test_links_carry_the_page_the_block_and_the_rule(client: Client, approaches: list[ApproachPage]) -> None:
    tail = common_tail(
        block("where_to_start", recommendation(rule(approaches[1], key="rule-1", closing="から。")))
    )
    article = ArticlePageFactory()

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    sentence = page.select_one(".rule-sentence")
    assert sentence.get_text() == "② SOCKS から。"
    url, _, query = sentence.a["href"].partition("?")
    assert url == approaches[1].url
    assert Source.parse(query.removeprefix("f=")) == Source(article.pk, tail.body[0].id, "rule-1")


def clean(value: dict[str, Any], *, draft: bool = False) -> Any:
    body = TailBody()
    stream = body.to_python([block("where_to_start", value)])
    return body.clean_deferred(stream) if draft else body.clean(stream)


def problem(value: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as raised:
        clean(value)
    return str(raised.value.as_json_data())


def test_a_sound_recommendation_may_be_published_and_every_rule_gets_its_own_key(
    approaches: list[ApproachPage],
) -> None:
    exercise, socks, walk = approaches
    rules = [
        rule(socks, is_default=True),
        rule(exercise, socks, key="same", conditions=[condition("体操が続いている人")]),
        rule(walk, effect="add", key="same", conditions=[condition("余裕がある人")]),
    ]

    cleaned = clean(recommendation(*rules))

    keys = [each["key"] for each in cleaned[0].value["rules"]]
    assert keys[1] == "same"
    assert len(set(keys)) == 3
    assert all(Source(page=1, block="b", rule=key) for key in keys)


def test_a_recommendation_without_rules_is_refused() -> None:
    assert "推奨を一つ以上書いてください" in problem(recommendation())


def test_exactly_one_rule_is_the_default(approaches: list[ApproachPage]) -> None:
    socks = approaches[1]
    assert "どれか一つの推奨を「迷ったときの基準」に" in problem(recommendation(rule(socks)))
    two = problem(recommendation(rule(socks, is_default=True), rule(socks, is_default=True)))
    assert "「迷ったときの基準」はひとつだけです" in two
    assert "blockErrors': {1:" in two.replace('"', "'")


def test_the_default_cannot_merely_add(approaches: list[ApproachPage]) -> None:
    assert "「これをすすめる」にしてください" in problem(
        recommendation(rule(approaches[1], is_default=True, effect="add"))
    )


def test_a_rule_must_recommend_something(approaches: list[ApproachPage]) -> None:
    value = recommendation(rule(approaches[1], is_default=True), rule(None, heading="空"))

    assert "required" in problem(value) or "必須" in problem(value) or "一つ以上" in problem(value)
    assert "すすめるアプローチを一つ以上" in problem(
        recommendation(rule(approaches[1], is_default=True), rule())
    )


def test_a_draft_may_be_unfinished() -> None:
    cleaned = clean(recommendation(rule(heading="")), draft=True)

    assert cleaned[0].value["rules"][0]["heading"] == ""
