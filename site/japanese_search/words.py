"""The words of a search: cut, limited, and each with the words that mean the same. Pure Python."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice, product

from japanese_search.folding import fold, fold_with_places

MAX_QUERY = 200
"""Characters of a search that are read; nobody types more, and work stays bounded."""
MAX_WORDS = 12
MAX_ALTERNATIVES = 16
"""Spellings that one word is searched under, itself included."""

_WORD = re.compile(r"[^\W_]+")

type Groups = Iterable[Iterable[str]]


def words_of(query: str) -> list[str]:
    """Return the words in the first MAX_QUERY characters: MAX_WORDS at most, each once however it is spelt.

    A word is what stands between spaces and marks; it keeps its kana but not its width.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", query[:MAX_QUERY]))
    return _each_once(words)[:MAX_WORDS]


class Synonyms:
    """Groups of words that find each other: spellings, readings, near synonyms.

    A word may stand in several groups; it then finds the words of all of them.
    """

    def __init__(self, groups: Groups = ()) -> None:
        self._equals: dict[str, list[str]] = {}
        for group in groups:
            members = [words for words in map(words_of, group) if words]
            for member in members:
                known = self._equals.setdefault(fold("".join(member)), [])
                known.extend(form for form in map(" ".join, members) if form not in known)
        self._longest = max(map(len, self._equals), default=0)

    def alternatives(self, word: str) -> list[str]:
        """Return the spellings to search for: `word` itself first, MAX_ALTERNATIVES at most.

        Members inside a longer word are replaced too, the longest first: with 坐骨 = 座骨, 座骨の痛み is also
        searched as 坐骨の痛み.
        """
        spellings = islice(map("".join, product(*self._pieces(word))), 2 * MAX_ALTERNATIVES)
        return _each_once(spellings)[:MAX_ALTERNATIVES]

    def _pieces(self, word: str) -> Iterator[list[str]]:
        """Yield `word` in pieces, each with what may stand in its place; itself comes first."""
        folded, places = fold_with_places(word)
        start = 0
        while start < len(folded):
            stop = self._end_of_member(folded, start) or start + 1
            typed = word[places[start] : places[stop]]
            yield [typed, *self._equals.get(folded[start:stop], ())]
            start = stop

    def _end_of_member(self, folded: str, start: int) -> int | None:
        """Return where the longest member that begins at `start` ends, or None."""
        for stop in range(min(len(folded), start + self._longest), start, -1):
            if folded[start:stop] in self._equals:
                return stop
        return None


def _each_once(words: Iterable[str]) -> list[str]:
    """Return the first spelling of each word."""
    spellings: dict[str, str] = {}
    for word in words:
        spellings.setdefault(fold(word), word)
    return list(spellings.values())
