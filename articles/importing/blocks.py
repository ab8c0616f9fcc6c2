"""What recognition gives: blocks named as on the page, their values still free of ids and page numbers."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from articles.importing.lines import Line
from articles.importing.pieces import Piece

_RICH = {"paragraph", "lines", "note", "list"}
_TAG = re.compile(r"<[^>]+>")


@dataclass(eq=False)
class Block:
    """One block of the body and the source pieces it holds.

    `value` has the shape of the page's raw data, except that links carry {"title", "href"} and foot patterns
    {"name", "title", "href"}, and that a summary's body is a list of blocks.
    """

    kind: str
    value: Any
    pieces: list[Piece] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The source lines this block holds."""
        return [piece.line for piece in self.pieces]

    @property
    def words(self) -> list[str]:
        """What the block says, without tags and with the numbers that a list is drawn with."""
        if self.kind == "summary":
            inner = [words for block in self.value["body"] for words in block.words]
            return [self.value["kicker"], self.value["text"], *inner]
        words = words_of(self.value)
        if self.kind == "list" and self.value["style"] == "number":
            words = [f"{number}. {item}" for number, item in enumerate(self.value["items"], start=1)]
        return [html.unescape(_TAG.sub("", text)) for text in words] if self.kind in _RICH else words


def words_of(value: Any) -> list[str]:
    """All strings in a block's value, in order, nested ones too."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Block):
        return words_of(value.value)
    if isinstance(value, dict):
        return [words for inner in value.values() for words in words_of(inner)]
    if isinstance(value, list):
        return [words for inner in value for words in words_of(inner)]
    return []
