"""The inside of a Markdown paragraph → segments."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from articles.importing.lines import Segment

BREAK = Segment("\n")
# CommonMark does not see **bold** next to Japanese brackets and full stops; writers mean it all the same.
_MISSED_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_BOLD_TAG = re.compile(r"<(/?)(?:b|strong)>", re.IGNORECASE)


def segments_of(inline: Token) -> list[Segment]:
    """The segments of an inline token; a line break of the source is the object BREAK."""
    segments: list[Segment] = []
    bold, href = 0, ""
    for token in inline.children or []:
        if token.type in ("softbreak", "hardbreak") or _is_tag(token, _BREAK_TAG):
            segments.append(BREAK)
        elif token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type == "link_open":
            href = str(token.attrs["href"])
        elif token.type == "link_close":
            href = ""
        elif found := _is_tag(token, _BOLD_TAG):
            bold = max(0, bold + (-1 if found.group(1) else 1))
        elif token.type == "code_inline":
            segments.append(Segment(token.content, bool(bold), href))
        elif token.type == "text":
            segments.extend(_with_missed_bold(token.content, bool(bold), href))
    return segments


def media_in(inline: Token) -> Iterator[str]:
    """Alternative text and address of each picture in an inline token."""
    for token in inline.children or []:
        if token.type == "image":
            yield f"{token.content} {token.attrs.get('src', '')}".strip()


def _is_tag(token: Token, tag: re.Pattern) -> re.Match | None:
    return tag.match(token.content) if token.type == "html_inline" else None


def _with_missed_bold(text: str, bold: bool, href: str) -> Iterator[Segment]:
    # re.split with one group gives plain, bold, plain, bold, …
    for index, piece in enumerate(_MISSED_BOLD.split(text)):
        yield Segment(piece, bold or index % 2 == 1, href)
