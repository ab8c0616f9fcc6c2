"""Where each source line went. A line that cannot be shown to be somewhere counts as not placed."""

import html
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.importing.blocks import Block, words_of
from articles.importing.lines import Line, addresses
from articles.importing.recognise import Recognised


class Place(StrEnum):
    """The three ends a source line can have."""

    PLACED = "placed"
    REMOVED = "removed"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class Entry:
    """One source line's end. `block` counts from 1; 0 for what is not in the body. `kind` is a block's type,
    "title", "next_reads" or an aside's reason."""

    line: Line
    place: Place
    block: int = 0
    kind: str = ""


def account(lines: Sequence[Line], recognised: Recognised) -> list[Entry]:
    """One entry for each of `lines`, in their order."""
    claimed: dict[Line, Entry] = {}
    title = recognised.title
    for line in recognised.unplaced:
        claimed[line] = Entry(line, Place.UNPLACED)
    for line, aside in recognised.asides.items():
        claimed[line] = Entry(line, Place.REMOVED, kind=aside.value)
    _claim(claimed, [title.line], [*title.labels, title.text], "title")
    _claim(claimed, recognised.next_lines, words_of(recognised.next_reads), "next_reads")
    for number, block in enumerate(recognised.blocks, start=1):
        _claim(claimed, block.lines, block.words, block.kind, number)
    return [claimed.get(line, Entry(line, Place.UNPLACED)) for line in lines]


def lost_addresses(blocks: Iterable[Block]) -> list[tuple[int, str]]:
    """Links whose words are in a block but whose address is not: (source line number, address)."""
    lost = []
    for block in blocks:
        kept = html.unescape("\n".join(words_of(block.value)))
        for line in block.lines:
            lost += [(line.number, address) for address in addresses(line.segments) if address not in kept]
    return lost


def squash(text: str) -> str:
    """The letters and digits of `text`: what must survive when marks and spaces do not."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(character for character in folded if character.isalnum())


def _claim(
    claimed: dict[Line, Entry], lines: Iterable[Line], words: list[str], kind: str, block: int = 0
) -> None:
    held = squash(" ".join(words))
    position = 0
    for line in lines:
        core = squash(line.text)
        # Words come in the order of the source; looking on from the last find keeps long blocks linear.
        found = held.find(core, position)
        position = held.find(core) if found < 0 else found
        placed = position >= 0
        position = max(position, 0)
        claimed[line] = Entry(line, Place.PLACED, block, kind) if placed else Entry(line, Place.UNPLACED)
