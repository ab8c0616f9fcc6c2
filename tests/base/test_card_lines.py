"""Titles on cards break as Japanese is set."""

import pytest

from toelab.base.cards.lines import NOT_FIRST, broken


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("足の指の話", ["足の指の", "話"]),
        ("足の指だ。話", ["足の指", "だ。話"]),
        ("足の指「話」", ["足の指", "「話」"]),
        ("足 YOSHIRO", ["足", "YOSHIRO"]),
    ],
)
def test_lines_end_where_they_may(text: str, lines: list[str]) -> None:
    assert broken(text, 4, len) == lines


def test_no_line_opens_with_a_closing_sign_and_no_letter_is_lost() -> None:
    text = "坐骨神経痛の本当の原因は“神経の圧迫”だけ？足指と骨盤のズレから、読み解く。"

    for width in range(3, 20):
        lines = broken(text, width, len)
        assert "".join(lines) == text
        assert not any(line[0] in NOT_FIRST for line in lines)
