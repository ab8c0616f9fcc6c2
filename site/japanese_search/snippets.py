"""The piece of a text that shows why it was found. Pure Python; nothing is marked up, so nothing needs escaping.

Templates draw the pieces: `{% for piece in pieces %}{% if piece.is_hit %}<mark>{{ piece }}</mark>…`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from japanese_search.folding import fold, fold_with_places

LENGTH = 110
"""Characters of a snippet, about three lines on a phone."""
BEFORE = 28
"""Characters shown before the first hit."""
MAX_HITS = 200

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that was searched for, or that stands between such parts."""

    text: str
    is_hit: bool = False

    def __str__(self) -> str:
        return self.text


def highlighted(text: str, words: Iterable[str]) -> list[Piece]:
    """Return the whole `text` in pieces; `words` in any spelling that folds to the same."""
    return _pieces(text, _hits(text, words), 0, len(text))


def snippet(text: str, words: Sequence[str], *, length: int = LENGTH) -> list[Piece]:
    """Return about `length` characters of `text` around the hits, "…" where it goes on.

    The part with the most different words wins, then the first. Without any hit: the beginning.
    """
    text = _SPACES.sub(" ", text).strip()
    hits = _hits(text, words)
    start = max(0, _best(hits, length - BEFORE) - BEFORE)
    start = max(0, min(start, len(text) - length))
    stop = min(len(text), start + length)
    pieces = _pieces(text, hits, start, stop)
    before = [Piece("…")] if start > 0 else []
    return [*before, *pieces, *([Piece("…")] if stop < len(text) else [])]


def _hits(text: str, words: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return the places (start, stop, word) of the hits in order; of those that overlap the longest."""
    folded, places = fold_with_places(text)
    wanted = {tuple(fold(word).split()) for word in words} - {()}
    if not wanted:
        return []
    patterns = [r"[\W_]*".join(map(re.escape, parts)) for parts in sorted(wanted, key=_longest_first)]
    pattern = re.compile("|".join(patterns))
    hits = []
    for match in pattern.finditer(folded):
        stop = match.end()
        # A letter may fold to several characters; it is marked whole.
        while places[stop] == places[stop - 1]:
            stop += 1
        hits.append((places[match.start()], places[stop], match.group()))
        if len(hits) == MAX_HITS:
            break
    return hits


def _longest_first(parts: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return -sum(map(len, parts)), parts


def _best(hits: list[tuple[int, int, str]], length: int) -> int:
    """Return where the first hit of the best part starts; 0 when there are no hits."""
    starts = [start for start, _stop, _word in hits]
    most, best = 0, 0
    for number, start in enumerate(starts):
        words = {word for _start, _stop, word in hits[number : bisect_left(starts, start + length)]}
        if len(words) > most:
            most, best = len(words), start
    return best


def _pieces(text: str, hits: list[tuple[int, int, str]], start: int, stop: int) -> list[Piece]:
    pieces = []
    for hit_start, hit_stop, _word in hits:
        if hit_start < start or hit_stop > stop:
            continue
        pieces += [Piece(text[start:hit_start]), Piece(text[hit_start:hit_stop], is_hit=True)]
        start = hit_stop
    return [piece for piece in (*pieces, Piece(text[start:stop])) if piece.text]
