"""Lines → a recognised article: everything an importer knows before it knows the site."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.importing.asides import Aside, find_asides
from articles.importing.blocks import Block
from articles.importing.headings import find_headings
from articles.importing.lines import Line, Mark
from articles.importing.pieces import classify
from articles.importing.sections import compose
from articles.importing.tail import part
from articles.importing.title import Title, find_title


@dataclass(frozen=True)
class Recognised:
    """An article in parts. Each source line is in exactly one of: title.line, a block, `next_lines`, `asides`,
    `unplaced`."""

    title: Title
    blocks: list[Block]
    next_reads: list[dict[str, str]]
    next_lines: list[Line]
    asides: dict[Line, Aside]
    unplaced: list[Line]


def recognise(lines: Sequence[Line]) -> Recognised:
    """What each of `lines` is. Raises ArticleImportError when there is no title."""
    title = find_title(lines)
    media = [line for line in lines if line.mark is Mark.MEDIA]
    set_aside = {title.line, *title.label_lines, *media}
    rest = [line for line in lines if line not in set_aside]
    headings = find_headings(
        [line for line in rest if line.mark not in (Mark.RULE, Mark.HIDDEN, Mark.OUTSIDE)]
    )
    asides = find_asides(rest, headings)
    parted = part(classify([line for line in rest if line not in asides], headings))
    return Recognised(
        title=title,
        blocks=compose(parted.body),
        next_reads=parted.next_reads,
        next_lines=[piece.line for piece in parted.next_pieces],
        asides={
            **dict.fromkeys(title.label_lines, Aside.LABEL),
            **asides,
            **{piece.line: Aside.NEXT_HEADING for piece in parted.next_headings},
            **{piece.line: Aside.TAIL for piece in parted.tail},
        },
        unplaced=[*media, *parted.unplaced],
    )
