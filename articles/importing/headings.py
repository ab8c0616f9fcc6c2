"""Which lines are headings. Markdown and HTML say so; plain text only shows it by form and position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from articles.importing.lines import Line, Mark
from articles.importing.sentences import is_closed

MAX_KICKER = 30
MAX_HEADING = 100

_BARS = re.compile(r"[ \u3000]*[|｜][ \u3000]*")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_KNOWN = re.compile(
    r"(?:はじめに|まとめ|おわりに|終わりに|さいごに|最後に|よくあるご?質問|参考文献|この記事(?:で(?:わか|分か)ること|のまとめ))$"
)
_COUNTED = re.compile(
    r"([^。、「」|｜]{0,24}(?:共通点|原因|理由|ポイント|特徴|対策|方法|条件|パターン|ステップ|STEP)[ \u3000]?"
    r"(?:[①-⑳]|[0-9０-９]{1,2}))(?:[ \u3000:：.．]+(.+))?$",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"[■◆◇][ \u3000]*(?=[^\s■◆◇])")
_BRACKETED = re.compile(r"【([^】]{1,30})】$")
_NUMBERED = re.compile(r"([0-9０-９]{1,2})[.．][ \u3000]*(?=[^\s0-9０-９])")


@dataclass(frozen=True)
class Heading:
    """A heading as the page draws it: a small kicker above the text, 「kicker|text」 in the source."""

    level: str
    kicker: str
    text: str

    @property
    def opens_summary(self) -> bool:
        """Whether this is the heading of the summary at the end: まとめ."""
        return (self.kicker or self.text).startswith("まとめ")


NO_HEADING = Heading("", "", "")


def find_headings(lines: Sequence[Line]) -> dict[Line, Heading]:
    """The headings among `lines`, the title not counted."""
    levels = [line.level for line in lines if line.mark is Mark.HEADING]
    if levels:
        # Whatever level a file starts from, our articles start from h2; the page's h1 is its title.
        top = min(levels)
        return {
            line: _split(line.text, "h2" if line.level == top else "h3")
            for line in lines
            if line.mark is Mark.HEADING
        }
    return _find_unmarked(lines)


def _find_unmarked(lines: Sequence[Line]) -> dict[Line, Heading]:
    alone = [line for line, after in zip_longest(lines, lines[1:]) if _is_alone(line, after)]
    numbered = _numbered(alone)
    squares = _squares(lines)
    found = {}
    for line in alone:
        heading = numbered.get(line) or squares.get(line) or _by_form(line.text)
        if heading:
            found[line] = heading
    return found


def _is_alone(line: Line, after: Line | None) -> bool:
    parted = line.gap and (after is None or after.gap)
    return (
        parted and line.mark is Mark.TEXT and len(line.text) <= MAX_HEADING and not line.text.endswith("。")
    )


def _by_form(text: str) -> Heading | None:
    if bracketed := _BRACKETED.match(text):
        return Heading("h3", "", bracketed.group(1))
    if counted := _COUNTED.match(text):
        kicker, rest = counted.groups()
        return Heading("h2", kicker, rest) if rest else Heading("h2", "", kicker)
    if _KNOWN.match(text):
        return Heading("h2", "", text)
    heading = _split(text, "h2")
    # A second bar or a full stop before the bar: a table's row or prose, not a heading.
    if heading.kicker and not _BARS.search(heading.text) and not is_closed(heading.kicker):
        return None if text[0] in "▶►▸▷→⇒➡👉「" else heading
    return None


def _split(text: str, level: str) -> Heading:
    text = _BREAK.sub("", text)
    kicker, *rest = _BARS.split(text, maxsplit=1)
    if rest and kicker and rest[0] and len(kicker) <= MAX_KICKER:
        return Heading(level, kicker, rest[0])
    return Heading(level, "", text)


def _numbered(alone: Sequence[Line]) -> dict[Line, Heading]:
    """「1. …」 … 「2. …」, each followed by its own text (two in a row are a list instead)."""
    candidates = [
        (line, int(found.group(1)))
        for line in alone
        if (found := _NUMBERED.match(line.text)) and not is_closed(line.text)
    ]
    headings = {}
    for (line, number), (later, later_number) in pairwise(candidates):
        if later_number == number + 1 and later.number - line.number > 2:
            headings[line] = _split(line.text, "h3")
            headings[later] = _split(later.text, "h3")
    return headings


def _squares(lines: Sequence[Line]) -> dict[Line, Heading]:
    """「■ …」 lines that do not follow each other (those that do are bullets)."""
    marks = [bool(_SQUARE.match(line.text)) for line in lines]
    return {
        line: _split(_SQUARE.sub("", line.text, count=1), "h3")
        for index, line in enumerate(lines)
        if marks[index] and not any(marks[max(0, index - 1) : index] + marks[index + 1 : index + 2])
    }
