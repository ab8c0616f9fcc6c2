"""The first time an article uses a word of the glossary, the word leads there and shows its reading. No Django.

Which text has the first time is decided for the whole article beforehand (`first_definitions`), so that the order in
which a page happens to be drawn does not matter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Protocol

from articles.ruby.markup import ruby

KANJI = "一-龯々〆ヶ"
KATAKANA = "ァ-ヺー"
OPENS_A_READING = ("（", "(")
"""A writer who gives the reading in parentheses needs no second one above the word."""

# Links stay what they are; of ruby the word counts, whether its reading is stored or shown already.
SKIPPED = r"<a\b.*?</a>|<ruby\b[^>]*>(?P<base>[^<]*)<(?!/ruby>).*?</ruby>|<ruby\b[^>]*>(?P<bare>[^<]*)</ruby>|<[^>]*>"


@dataclass(frozen=True, slots=True)
class Definition:
    """A word, how it is read, and where it is explained."""

    word: str
    reading: str
    url: str


class Text(Protocol):
    """Rich text that can be told which of its words are explained."""

    source: str

    def define(self, definitions: "Definitions") -> None:
        """Take over the definitions."""


def _word(word: str) -> str:
    """Return the pattern of a word that is not part of a longer one: 坐骨神経 is not the beginning of 坐骨神経痛."""
    before, after = "", ""
    for signs in (KANJI, KATAKANA, "A-Za-z0-9"):
        before = f"(?<![{signs}])" if re.match(f"[{signs}]", word) else before
        after = f"(?![{signs}])" if re.search(f"[{signs}]$", word) else after
    return f"{before}{re.escape(escape(word, quote=False))}{after}"


@dataclass(frozen=True)
class Definitions:
    """Some definitions, each good for one link."""

    known: tuple[Definition, ...]

    def __bool__(self) -> bool:
        return bool(self.known)

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds tags and words; of two words that begin alike the longer one."""
        words = sorted({each.word for each in self.known}, key=len, reverse=True)
        return re.compile(f"{SKIPPED}|(?P<word>{'|'.join(map(_word, words))})", re.DOTALL)

    def found_in(self, html: str) -> set[str]:
        """Return the words that occur in `html` outside links."""
        if not self.known:
            return set()
        words = {escape(each.word, quote=False): each.word for each in self.known}
        found = (match["word"] or match["base"] or match["bare"] for match in self.pattern.finditer(html))
        return {words[word] for word in found if word in words}

    def link(self, html: str) -> str:
        """Return `html` with the first occurrence of each word as a link."""
        left = {escape(each.word, quote=False): each for each in self.known}

        def linked(match: re.Match[str]) -> str:
            word = match["word"] or match["base"] or match["bare"]
            definition = left.pop(word, None) if word else None
            if definition is None:
                return match[0]
            shown = match[0]
            if match["word"] and self._wants_reading(word, html[match.end() :]):
                shown = ruby(word, escape(definition.reading))
            return f'<a class="term" href="{escape(definition.url)}">{shown}</a>'

        return self.pattern.sub(linked, html)

    def _wants_reading(self, word: str, rest: str) -> bool:
        return bool(re.search(f"[{KANJI}]", word)) and not rest.startswith(OPENS_A_READING)


def first_definitions(texts: Iterable[Text], known: Iterable[Definition]) -> None:
    """Tell each text, in reading order, which words it is the first to use."""
    left = {each.word: each for each in known}
    for text in texts:
        found = Definitions(tuple(left.values())).found_in(text.source)
        text.define(Definitions(tuple(left.pop(word) for word in sorted(found))))
