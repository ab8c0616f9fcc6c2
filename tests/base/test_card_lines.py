"""Titles on cards break as Japanese is set."""

import pytest

from toelab.base.cards.lines import NOT_FIRST, broken, is_torn


@pytest.mark.parametrize(
    ("phrase", "lines"),
    [
        ("足の指の話", ["足の指の", "話"]),
        ("足の指だ。話", ["足の指", "だ。話"]),
        ("足の指「話」", ["足の指", "「話」"]),
        ("足 YOSHIRO", ["足", "YOSHIRO"]),
    ],
)
def test_a_phrase_too_long_for_a_line_ends_where_it_may(phrase: str, lines: list[str]) -> None:
    assert broken([phrase], 4, len) == lines


def test_lines_end_between_phrases() -> None:
    assert broken(["足の指が", "浮いて", "いる"], 6, len) == ["足の指が", "浮いている"]
    assert broken(["足の指が", "浮いて", "いる"], 4, len) == ["足の指が", "浮いて", "いる"]


def test_a_title_is_torn_when_a_line_ends_inside_a_phrase() -> None:
    phrases = ["足の", " 指が", "浮く"]

    assert not is_torn(phrases, ["足の", "指が浮く"])
    assert is_torn(phrases, ["足の指", "が浮く"])


def test_no_line_opens_with_a_closing_sign_and_no_letter_is_lost() -> None:
    text = "坐骨神経痛の本当の原因は“神経の圧迫”だけ？足指と骨盤のズレから、読み解く。"

    for width in range(3, 20):
        lines = broken([text], width, len)
        assert "".join(lines) == text
        assert not any(line[0] in NOT_FIRST for line in lines)
