"""Lines that never become part of the body, each with the reason it is reported with."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from articles.importing.headings import Heading
from articles.importing.lines import Line, Mark
from articles.japanese.folding import fold

_CONTENTS = {
    "目次",
    "もくじ",
    "contents",
    "tableofcontents",
    "[toc]",
    "この記事の目次",
    "目次[非表示]",
    "目次[表示]",
}
_RULE_CHARACTERS = frozenset("-=*_~—―–─━＊＝◆◇★☆ \u3000")
_MIN_RULE = 3


class Aside(StrEnum):
    """Why a line is left out."""

    LABEL = "label"
    CONTENTS = "contents"
    CONTENTS_ENTRY = "contents_entry"
    RULE = "rule"
    HIDDEN = "hidden"
    OUTSIDE = "outside"
    NEXT_HEADING = "next_heading"
    TAIL = "tail"


_BY_MARK = {Mark.RULE: Aside.RULE, Mark.HIDDEN: Aside.HIDDEN, Mark.OUTSIDE: Aside.OUTSIDE}


def find_asides(lines: Sequence[Line], headings: Mapping[Line, Heading]) -> dict[Line, Aside]:
    """The lines to leave out and why; pictures, the shared tail and what to read next are not found here."""
    found: dict[Line, Aside] = {}
    after_contents = False
    for index, line in enumerate(lines):
        if aside := _BY_MARK.get(line.mark) or _by_words(line):
            found[line] = aside
            after_contents = aside is Aside.CONTENTS or (after_contents and aside is not Aside.RULE)
        elif after_contents and _announces(line, lines[index + 1 :], headings):
            found[line] = Aside.CONTENTS_ENTRY
        else:
            after_contents = False
    return found


def _by_words(line: Line) -> Aside | None:
    if fold(line.text) in _CONTENTS:
        return Aside.CONTENTS
    if len(line.text) >= _MIN_RULE and set(line.text) <= _RULE_CHARACTERS:
        return Aside.RULE
    return None


def _announces(line: Line, later: Sequence[Line], headings: Mapping[Line, Heading]) -> bool:
    """Whether `line` is an entry of a contents list: its words come again as a heading."""
    words = fold(line.text)
    return any(other in headings and fold(other.text) == words for other in later)
