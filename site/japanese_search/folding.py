"""Folding: what a reader would call the same letters becomes the same string. Pure Python.

Half-width and full-width forms are one (ﾋﾞﾀﾐﾝ = ビタミン, Ｌ４ = L4), so are upper and lower case, and katakana
and hiragana (ウキユビ = うきゆび). The long vowel mark ー is a letter and stays.
"""

import re
import unicodedata

_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
# Runs of letters that fold one to one, and then letters with the marks that follow them; half-width katakana carry
# their voicing as a letter of its own.
_LETTERS = re.compile(
    "(?P<run>[\u0020-\u007e\u3001-\u3003\u3008-\u3011\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uff01-\uff5e]+"
    f"(?![{_MARKS}]))|.[{_MARKS}]*",
    re.DOTALL,
)


def fold(text: str) -> str:
    """Return `text` for comparison."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, where its letter begins in `text`.

    One more place, the length of `text`, closes the list: characters i to j of the folded text stand for
    `text[places[i]:places[j]]`.
    """
    folded: list[str] = []
    places: list[int] = []
    for letters in _LETTERS.finditer(text):
        characters = fold(letters.group())
        folded.append(characters)
        places.extend(range(*letters.span()) if letters["run"] else [letters.start()] * len(characters))
    return "".join(folded), [*places, len(text)]
