"""The end that all articles share: recognised so that it can be left out, for the site draws its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.importing.lines import Line, Mark
from articles.importing.pieces import Kind, Piece
from articles.importing.sections import link_of
from articles.japanese.folding import fold

_START = re.compile(r"足指への[3三]つのアプローチ")
_NEXT = re.compile(r"次に知りたいこと")
_PART_OF_TAIL = re.compile(r"方へ$|選んでください$|^[0-9①-⑳]|アプローチ")


@dataclass
class Parted:
    """Pieces parted into the article's own, the shared tail's and what to read next.

    `next_reads` are {"question", "title", "href"} and `next_pieces` the lines that hold them; `next_headings`
    stand above them; `unplaced` are lines of that section that are neither question nor link.
    """

    body: list[Piece] = field(default_factory=list)
    tail: list[Piece] = field(default_factory=list)
    next_reads: list[dict[str, str]] = field(default_factory=list)
    next_pieces: list[Piece] = field(default_factory=list)
    next_headings: list[Piece] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)


def part(pieces: Sequence[Piece]) -> Parted:
    """Parts `pieces`; a heading that does not belong to the shared tail leads back to the article."""
    parted = Parted()
    place, level = "body", 0
    next_section: list[Piece] = []
    for piece in pieces:
        if _opens(piece, _NEXT):
            place, level = "next", piece.line.level
        elif place == "body" and _opens(piece, _START):
            place, level = "tail", piece.line.level
        elif place != "body" and _leads_back(piece, level):
            place = "body"
        if place == "next":
            next_section.append(piece)
        else:
            (parted.body if place == "body" else parted.tail).append(piece)
    _read_next(next_section, parted)
    return parted


def _opens(piece: Piece, name: re.Pattern) -> bool:
    if piece.kind not in (Kind.HEADING, Kind.TEXT):
        return False
    found = name.match(fold(piece.text))
    # In plain text the name alone, or with its invitation, is the heading; prose that mentions it goes on.
    return bool(found) and (
        piece.kind is Kind.HEADING
        or (piece.line.gap and not piece.text.endswith(("。", "、")) and len(piece.text) <= 25)
    )


def _leads_back(piece: Piece, level: int) -> bool:
    if piece.kind is not Kind.HEADING or _PART_OF_TAIL.search(fold(piece.text)):
        return False
    return piece.line.mark is not Mark.HEADING or piece.line.level <= max(level, 2)


def _read_next(section: list[Piece], parted: Parted) -> None:
    question: Piece | None = None
    for index, piece in enumerate(section):
        after = section[index + 1] if index + 1 < len(section) else None
        if _opens(piece, _NEXT):
            parted.next_headings.append(piece)
        elif piece.kind is Kind.LINK:
            asked = [question] if question else []
            parted.next_reads.append({"question": asked[0].text if asked else "", **link_of(piece)})
            parted.next_pieces += [*asked, piece]
            question = None
        elif piece.kind in (Kind.TEXT, Kind.BULLET, Kind.QUOTATION) and after and after.kind is Kind.LINK:
            question = piece
        elif piece.kind is Kind.BULLET:
            parted.next_reads.append({"question": piece.text, **link_of(piece)})
            parted.next_pieces.append(piece)
        else:
            parted.unplaced.append(piece.line)
