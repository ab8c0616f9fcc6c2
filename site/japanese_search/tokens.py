"""How text is cut so that a database which knows only spaces can search Japanese. Pure Python.

SQLite's FTS5 and PostgreSQL's parser take an unbroken run of kana and kanji for one word: they find 坐骨神経痛
but neither 坐骨 nor 神経痛. So each character of such a run is indexed together with its successor:

    坐骨神経痛 → 坐骨 骨神 神経 経痛 痛

A searched word becomes a phrase of the same pairs and thus finds exactly the places where it stands. The last
character stands alone so that every character begins a token: a single kanji is searched as a prefix (痛*).
Pairs rather than single characters keep positions per token low, which PostgreSQL needs (README.md).
"""

import re
from typing import Protocol

from japanese_search.folding import fold

MAX_TEXT = 100_000
"""Characters of one value that are indexed; a tsvector of PostgreSQL must stay under 1 MB."""
MAX_TOKEN = 64
"""Characters of one token; PostgreSQL refuses more than 2,046 bytes."""

_JAPANESE = (
    "\u3005-\u3007"  # 々〆〇
    "\u3041-\u3096\u309d\u309e"  # hiragana
    "\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"  # katakana, ー
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # kanji
)
_RUN = re.compile(rf"(?P<japanese>[{_JAPANESE}]+)|(?:(?![{_JAPANESE}])[^\W_])+")


class Tokenizer(Protocol):
    """What a tokeniser must offer; another one is named by the backend's option TOKENIZER."""

    def index(self, text: str) -> list[str]:
        """Return the tokens to index, in the order of the text. Letters and digits only."""

    def query(self, text: str) -> tuple[list[str], bool]:
        """Return the tokens whose sequence finds `text`, and whether the last one is only a beginning."""


class Pairs:
    """The tokeniser described above: pairs of Japanese characters, whole words in other scripts."""

    def index(self, text: str) -> list[str]:
        """Return the tokens of the first MAX_TEXT characters of `text`."""
        tokens: list[str] = []
        for run in _RUN.finditer(fold(text[:MAX_TEXT])):
            characters = run.group()
            if run["japanese"]:
                tokens.extend(characters[place : place + 2] for place in range(len(characters)))
            else:
                tokens.append(characters[:MAX_TOKEN])
        return tokens

    def query(self, text: str) -> tuple[list[str], bool]:
        """Return the tokens that find `text` inside longer runs too."""
        runs = list(_RUN.finditer(fold(text)))
        tokens = self.index(text)
        if not runs or not runs[-1]["japanese"]:
            return tokens, False
        if len(runs[-1].group()) == 1:
            return tokens, True
        return tokens[:-1], False
