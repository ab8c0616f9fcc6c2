"""The one stream that every format is reduced to: lines with a source number, made of segments."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

# A rich text is put on the page as it is stored, so only addresses that cannot run code may enter it.
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|[/#?])", re.IGNORECASE)


class Mark(StrEnum):
    """What the format itself says about a line; TEXT is all that plain text ever says."""

    TEXT = "text"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"
    ROW = "row"  # one row of a table, cells joined
    MEDIA = "media"  # a picture, a film, an embed: its words are the alternative text and the address
    RULE = "rule"
    HIDDEN = "hidden"  # never shown to a reader: a comment, a script, front matter
    OUTSIDE = "outside"  # a saved web page's menus, around the article


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is bold or not and linked or not."""

    text: str
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, eq=False)
class Line:
    """One thing a reader would call a line. Two lines are equal only when they are the same line."""

    number: int
    segments: tuple[Segment, ...]
    mark: Mark = Mark.TEXT
    level: int = 0
    gap: bool = True  # something parts it from the line before: a blank line, a block's edge

    @property
    def text(self) -> str:
        """The line's words, spaces at both ends removed."""
        return plain(self.segments)


def plain(segments: Iterable[Segment]) -> str:
    """The words of `segments` without their marks."""
    return "".join(segment.text for segment in segments).strip()


def rich(segments: Iterable[Segment]) -> str:
    """`segments` as the inside of a rich-text paragraph: escaped, with <b> and <a href>."""
    parts = []
    for segment in tidy(segments):
        part = html.escape(segment.text, quote=False).replace("\n", "<br/>")
        if segment.bold:
            part = f"<b>{part}</b>"
        if segment.href and is_safe_address(segment.href):
            part = f'<a href="{html.escape(segment.href)}">{part}</a>'
        parts.append(part)
    return "".join(parts)


def is_safe_address(href: str) -> bool:
    """Whether a link to `href` may be put on a page."""
    return bool(_SAFE_ADDRESS.match(href))


def addresses(segments: Iterable[Segment]) -> list[str]:
    """Where `segments` link to, each address once."""
    return list(dict.fromkeys(segment.href for segment in segments if segment.href))


def tidy(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """`segments` with alike neighbours joined, empty ones dropped and both ends stripped."""
    joined: list[Segment] = []
    for segment in segments:
        if joined and (joined[-1].bold, joined[-1].href) == (segment.bold, segment.href):
            joined[-1] = replace(joined[-1], text=joined[-1].text + segment.text)
        elif segment.text:
            joined.append(segment)
    while joined and not joined[0].text.strip():
        joined.pop(0)
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip())
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)


def without_start(segments: Iterable[Segment], count: int) -> tuple[Segment, ...]:
    """`segments` without the first `count` characters of their stripped text."""
    rest = []
    for segment in tidy(segments):
        dropped = min(count, len(segment.text))
        count -= dropped
        rest.append(replace(segment, text=segment.text[dropped:]))
    return tidy(rest)


def without_end(segments: Iterable[Segment], count: int) -> tuple[Segment, ...]:
    """`segments` without the last `count` characters of their stripped text."""
    rest = []
    for segment in reversed(tidy(segments)):
        dropped = min(count, len(segment.text))
        count -= dropped
        rest.append(replace(segment, text=segment.text[: len(segment.text) - dropped]))
    return tidy(reversed(rest))
