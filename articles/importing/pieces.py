"""One line at a time: what a line is when seen with its neighbours but without the section around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.importing.headings import NO_HEADING, Heading
from articles.importing.lines import Line, Mark, Segment, plain, tidy, without_end, without_start
from articles.importing.sentences import is_quotation

_BULLET = re.compile(r"(?:([•・●○◦‣∙▪▫■◆◇])(?!\1)[ \t\u3000]*|[-*][ \t\u3000]+)(?=\S)")
_CHECK = re.compile(r"(?:[✔✓✅☑□][\ufe0e\ufe0f]?|\[[ xX]\])[ \t\u3000]*(?=\S)")
_NUMBER = re.compile(
    r"[(（]?([0-9０-９]{1,2})(?:[.．]|[)）])[ \t\u3000]*(?=[^\s0-9０-９])|([①-⑳])[ \t\u3000]*(?=\S)"
)
_STRONG_LINK = re.compile(r"[▶►▸▷][\ufe0e\ufe0f]?[ \t\u3000]*(?=\S)")
_WEAK_LINK = re.compile(r"(?:[→⇒➡👉≫»][\ufe0e\ufe0f]?|>>)[ \t\u3000]*(?=\S)")
_POINTS_TO_ARTICLE = re.compile(r"(?:記事|こちら|詳しく|くわしく|参考|あわせて)")
_PATTERN = re.compile(r"[^。、「」]{2,30}タイプ[ ]?[(（][^()（）]+[)）]$")
_NOTE = re.compile(r"※[ \u3000]*(?=\S)")
_SUBTITLE = re.compile(r"[—―–─]+[ \u3000]*(?=[^\s—―–─])")
_SUBTITLE_END = re.compile(r"[ \u3000]*[—―–─]+$")


class Kind(StrEnum):
    """What one line is."""

    HEADING = "heading"
    SUBTITLE = "subtitle"
    BULLET = "bullet"
    CHECK = "check"
    NUMBER = "number"
    LINK = "link"
    PATTERN = "pattern"
    NOTE = "note"
    QUOTATION = "quotation"
    PULL = "pull"  # set apart by the format: Markdown's >, HTML's blockquote
    ROW = "row"
    TEXT = "text"


@dataclass(frozen=True, eq=False)
class Piece:
    """A line with its mark taken off. `number` is set for numbers that the writer typed, `heading` for headings."""

    kind: Kind
    line: Line
    content: tuple[Segment, ...]
    heading: Heading = NO_HEADING
    number: int = 0

    @property
    def text(self) -> str:
        """The words without the mark."""
        return plain(self.content)

    def as_text(self) -> "Piece":
        """The same line read as ordinary text, its mark put back."""
        return Piece(Kind.TEXT, self.line, tidy(self.line.segments))


def classify(lines: Sequence[Line], headings: Mapping[Line, Heading]) -> list[Piece]:
    """One piece for each line."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        before = pieces[-1] if pieces else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        pieces.append(_piece(line, headings.get(line), before, after))
    return pieces


def _piece(line: Line, heading: Heading | None, before: Piece | None, after: Line | None) -> Piece:
    content = tidy(line.segments)
    if heading:
        return Piece(Kind.HEADING, line, content, heading)
    if line.mark is Mark.ROW:
        return Piece(Kind.ROW, line, content)
    if link := _link_content(line, before):
        return Piece(Kind.LINK, line, link)
    if found := _CHECK.match(line.text):
        return Piece(Kind.CHECK, line, without_start(content, found.end()))
    if line.mark in (Mark.BULLET, Mark.NUMBER):
        # A bullet typed inside a bullet is the same bullet twice.
        found = _BULLET.match(line.text)
        return Piece(Kind(line.mark.value), line, without_start(content, found.end()) if found else content)
    if is_quotation(line.text):
        return Piece(Kind.QUOTATION, line, content)
    if line.mark is Mark.QUOTE:
        return Piece(Kind.PULL, line, content)
    return _text_piece(line, content, before, after)


def _text_piece(line: Line, content: tuple[Segment, ...], before: Piece | None, after: Line | None) -> Piece:
    text = line.text
    if before and before.kind is Kind.HEADING and (found := _SUBTITLE.match(text)):
        rest = without_start(content, found.end())
        closing = _SUBTITLE_END.search(plain(rest))
        return Piece(Kind.SUBTITLE, line, without_end(rest, len(closing.group())) if closing else rest)
    if _PATTERN.match(text) and after and _may_be_link(after):
        return Piece(Kind.PATTERN, line, content)
    if found := _NOTE.match(text):
        return Piece(Kind.NOTE, line, without_start(content, found.end()))
    if found := _BULLET.match(text):
        return Piece(Kind.BULLET, line, without_start(content, found.end()))
    if found := _NUMBER.match(text):
        number = int(found.group(1)) if found.group(1) else ord(found.group(2)) - ord("①") + 1
        return Piece(Kind.NUMBER, line, without_start(content, found.end()), number=number)
    return Piece(Kind.TEXT, line, content)


def _link_content(line: Line, before: Piece | None) -> tuple[Segment, ...] | None:
    """The words of a line that sends the reader to another article; None when it does not."""
    content = tidy(line.segments)
    if found := _STRONG_LINK.match(line.text):
        return without_start(content, found.end())
    # Arrows also open ordinary sentences and links also lead elsewhere: they need a label or an invitation.
    if not _may_be_link(line):
        return None
    found = _WEAK_LINK.match(line.text)
    words = without_start(content, found.end()) if found else content
    invited = before and (before.kind in (Kind.LINK, Kind.PATTERN) or _POINTS_TO_ARTICLE.search(before.text))
    return words if plain(words).startswith("【") or invited else None


def _may_be_link(line: Line) -> bool:
    """Whether `line` looks like a link when the line before it says so."""
    marked = _STRONG_LINK.match(line.text) or _WEAK_LINK.match(line.text)
    return bool(marked) or all(segment.href for segment in tidy(line.segments))
