"""The recommendation of the article that the site is modelled on, word for word, when its file is at hand."""

import os
import re
import unicodedata
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from articles.where_to_start.as_rules import rules_of
from articles.where_to_start.block import WhereToStartBlock
from articles.where_to_start.recommend import recommend
from articles.where_to_start.rules import answer_sets, conditions_of
from tests.articles.factories import condition, recommendation, rule

pytestmark = pytest.mark.django_db

FIRST, LAST = "まず迷っている方へ", "次に知りたいことを選んでください"
NAMED = re.compile(r"[①②③] (?P<name>YOSHIRO SOCKS|\S+?)(?:\((?P<label>[^)]+)\))?(?= |$)")

# One letter for each condition in the order of the text: A 続かなかった, B 余裕がない, C 靴, D できている, E 余裕が出てきた
ALL_18 = {
    "②": ["", "A", "B", "C", "AB", "AC", "BC", "ABC"],
    "②③": ["E", "AE", "CE", "ACE"],
    "①②": ["D", "BD", "CD", "BCD"],
    "①②③": ["DE", "CDE"],
}


def test_all_18_readers_of_the_block_data_one_by_one(model, approaches) -> None:
    rules = rules_of(WhereToStartBlock().to_python(model))
    conditions = conditions_of(rules)
    letters = {each.key: letter for each, letter in zip(conditions, "ABCDE", strict=True)}
    symbols = {page.pk: symbol for page, symbol in zip(approaches, "①②③", strict=True)}

    told: dict[str, list[str]] = {}
    for answers in answer_sets(conditions):
        result = "".join(sorted(symbols[key] for key in recommend(rules, answers).approaches))
        told.setdefault(result, []).append("".join(sorted(letters[key] for key in answers)))

    assert {result: sorted(readers) for result, readers in told.items()} == {
        result: sorted(readers) for result, readers in ALL_18.items()
    }


@pytest.fixture
def section() -> list[str]:
    """The lines of the section, without empty ones."""
    path = os.environ.get("SEED_ARTICLE")
    if not path:
        pytest.skip("set SEED_ARTICLE to the file of the model article")
    lines = [line.strip() for line in Path(path).read_text().splitlines() if line.strip()]
    return lines[lines.index(FIRST) : lines.index(LAST)]


def squeezed(text: str) -> str:
    """The words alone: the article has narrow brackets in Japanese sentences, the page sets them wide."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_the_words_of_the_model_article_come_out_as_they_went_in(section, approaches) -> None:
    """White space aside, and the dots of the list, which the page draws by style."""
    exercise, socks, walk = approaches
    second, third = section.index("すでに体操ができている方へ"), section.index("余裕が出てきた方へ")
    end = next(n for n, line in enumerate(section) if line.startswith("※"))
    first_part, second_part, third_part = section[:second], section[second:third], section[third:end]

    bullets = [line.removeprefix("•").strip() for line in first_part if line.startswith("•")]
    sentence = next(n for n, line in enumerate(first_part) if NAMED.match(line))
    found = NAMED.match(first_part[sentence])
    first = rule(
        socks,
        heading=first_part[0],
        subtitle=first_part[1].removeprefix("— "),
        is_default=True,
        conditions=[condition(text) for text in bullets],
        lead_in=first_part[sentence - 1],
        closing=first_part[sentence][found.end() :].strip(),
        reason=paragraphs(first_part[sentence + 1 :]),
    )
    first["approaches"][0]["label"] = found["label"]
    both = rule(
        exercise,
        socks,
        heading=second_part[0],
        show_conditions=False,
        conditions=[condition("すでに体操ができている")],
        reason=paragraphs(second_part[2:]),
    )
    added = rule(
        walk,
        heading=third_part[0],
        effect="add",
        show_conditions=False,
        conditions=[condition("余裕が出てきた")],
        closing=third_part[1][NAMED.match(third_part[1]).end() :].strip(),
        reason=paragraphs(third_part[2:]),
    )
    note = paragraphs([line.removeprefix("※") for line in section[end:]])
    block = WhereToStartBlock()

    html = block.render(block.to_python(recommendation(first, both, added, note=note)), {})

    rendered = squeezed(BeautifulSoup(html, "html.parser").get_text())
    assert rendered == squeezed("".join(section).replace("•", ""))
