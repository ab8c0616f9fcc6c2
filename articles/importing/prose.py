"""A run of text lines → paragraphs, one-thought lines, lists that lost their bullets, key sentences."""

import re
from collections.abc import Sequence
from itertools import groupby

from articles.importing.blocks import Block
from articles.importing.lines import Segment, rich, tidy
from articles.importing.pieces import Piece
from articles.importing.sentences import (
    SHORT_LINE,
    are_items,
    ends_with_comma,
    is_closed,
    is_fragment,
    leans_on_next,
)

MAX_KEY = 60
_SAYS_THAT = re.compile(r"という(?:こと|の|わけ)")

Group = list[Piece]  # lines with no blank line between them


def blocks_of_run(run: Sequence[Piece]) -> list[Block]:
    """The blocks of consecutive text pieces of one section."""
    groups = _groups(run)
    blocks: list[Block] = []
    prose: list[Group] = []
    index = 0
    while index < len(groups):
        taken, block = _structure_at(groups, index)
        if block:
            blocks += _prose_blocks(prose)
            blocks.append(block)
            prose = []
        else:
            prose += groups[index : index + taken]
        index += taken
    return blocks + _prose_blocks(prose)


def _structure_at(groups: list[Group], index: int) -> tuple[int, Block | None]:
    """How many groups belong together from `index` on, and their block when they are more than prose."""
    group = groups[index]
    if _is_key(groups, index):
        return 1, Block("key_sentence", "\n".join(piece.text for piece in group), group)
    if len(group) > 1:
        return 1, _list(group) if are_items([piece.text for piece in group]) and _all_fragments(
            group
        ) else None
    items: list[Piece] = []
    leaning = False
    for position in range(index, len(groups)):
        first, *more = groups[position]
        if more or not is_fragment(first.text) or _is_key(groups, position):
            break
        leaning = leans_on_next(first.text)
        if leaning:
            break
        items.append(first)
    # Two lines before one that leans are more likely its sentence than a list.
    if are_items([piece.text for piece in items]) and (len(items) > 2 or not leaning):
        return len(items), _list(items)
    # Up to and with the leaning line it is a sentence in pieces; what follows is looked at afresh.
    return max(1, len(items) + leaning), None


def _groups(run: Sequence[Piece]) -> list[Group]:
    groups: list[Group] = []
    for piece in run:
        if piece.line.gap or not groups:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _all_fragments(group: Group) -> bool:
    return all(is_fragment(piece.text) for piece in group)


def _list(pieces: list[Piece]) -> Block:
    return Block("list", {"style": "bullet", "items": [rich(piece.content) for piece in pieces]}, pieces)


def _is_key(groups: list[Group], index: int) -> bool:
    """Whether a group is the sentence the writer wants remembered; doubtful ones stay ordinary text.

    Either the format sets it in bold from end to end, or it carries “…”, is announced by a comma or a full
    stop and is taken up again by 「ということです」.
    """
    group = groups[index]
    content = [segment for piece in group for segment in piece.content]
    if sum(len(segment.text) for segment in content) > MAX_KEY or any(segment.href for segment in content):
        return False
    if all(segment.bold for segment in content):
        return True
    if not _all_fragments(group) or not any("“" in piece.text for piece in group):
        return False
    announced = (
        index == 0 or is_closed(groups[index - 1][-1].text) or ends_with_comma(groups[index - 1][-1].text)
    )
    taken_up = index + 1 < len(groups) and _SAYS_THAT.match(groups[index + 1][0].text)
    return bool(announced and taken_up)


def _prose_blocks(prose: list[Group]) -> list[Block]:
    """Short lines in a row are one-thought lines; long ones, and a short one left alone, are paragraphs."""
    units = [unit for group in prose for unit in _units(group)]
    stretches = [(short, list(stretch)) for short, stretch in groupby(units, key=_is_short)]
    blocks: list[Block] = []
    for short, stretch in stretches:
        alone = len(stretch) == 1 and (len(stretches) > 1 or is_closed(stretch[0][-1].text))
        kind = "lines" if short and not alone else "paragraph"
        html = "".join(f"<p>{_joined(unit)}</p>" for unit in stretch)
        pieces = [piece for unit in stretch for piece in unit]
        if blocks and blocks[-1].kind == kind == "paragraph":
            blocks[-1].value += html
            blocks[-1].pieces += pieces
        else:
            blocks.append(Block(kind, html, pieces))
    return blocks


def _units(group: Group) -> list[Group]:
    """A paragraph that was wrapped over several lines stays one; complete sentences stand alone."""
    wrapped = is_closed(group[-1].text) and any(not is_closed(piece.text) for piece in group[:-1])
    return [group] if wrapped else [[piece] for piece in group]


def _is_short(unit: Group) -> bool:
    return sum(len(piece.text) for piece in unit) <= SHORT_LINE


def _joined(unit: Group) -> str:
    segments: list[Segment] = []
    for piece in unit:
        segments += [Segment("\n"), *piece.content]
    return rich(tidy(segments))
