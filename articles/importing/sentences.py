"""How a line of Japanese stands to its neighbours: closed, leaning on the next, or an item by itself.

The articles put one thought on a line and drop the full stop where a sentence goes on, so bullets lost in
extraction look the same as a sentence in pieces. These tests tell the two apart; the seed article's groups
are the measure.
"""

import re
import unicodedata

_CLOSED = re.compile(r"[。．！？!?][）)」』”\"]*$")
_COMMA = re.compile(r"[、，,：:]$")
_LEANING = re.compile(
    r"(?:が|は|を|に|て|で|と|ば|も|の|へ|から|まで|より|けど|けれど|たら|なら|ながら|つつ|よく|まず|つまり|また|ただ)$"
)
# Nouns that merely end like a particle, those of feet and legs above all.
_NOUN_ENDINGS = re.compile(r"(?:こと|ごと|ひと|もと|あと|もの|すべて|手当て|もも|ひも|かかと|子ども|こども)$")
_CONNECTIVE = re.compile(
    r"(?:でも|だから|しかし|ただ|それで|それでも|すると|そして|また|つまり|結果として|そのため|けれど|なのに|その)"
)
_CONTINUATION = re.compile(
    r"(?:と|という|といった|など|が|は|を|に|で|の|も|です|だ|である|ということ)(?![\u4e00-\u9fff])"
)
_SPEAKING = re.compile(r"(?:言わ|言い|聞か|聞き|声|相談|話し|話を|質問)")

SHORT_LINE = 45  # characters: up to here a line reads as one thought, beyond it is a paragraph
MAX_ITEM = 30
MAX_ITEMS = 10


def is_closed(text: str) -> bool:
    """Whether `text` ends a sentence."""
    return bool(_CLOSED.search(text))


def ends_with_comma(text: str) -> bool:
    """Whether `text` announces the next line with a comma or a colon."""
    return bool(_COMMA.search(text))


def leans_on_next(text: str) -> bool:
    """Whether `text` ends in a particle or adverb, so that its sentence goes on in the next line."""
    return bool(_LEANING.search(text)) and not _NOUN_ENDINGS.search(text)


def is_fragment(text: str) -> bool:
    """Whether `text` is neither closed nor ends with a comma."""
    return not is_closed(text) and not ends_with_comma(text)


def continues_previous(text: str) -> bool:
    """Whether `text` begins with the tail of the sentence before it: 「という流れになります。」."""
    return bool(_CONTINUATION.match(text))


def speaks_of_voices(text: str) -> bool:
    """Whether `text` announces what somebody says."""
    return bool(_SPEAKING.search(text))


def is_quotation(text: str) -> bool:
    """Whether `text` is one 「…」 from its first character to its last."""
    inner = text[1:-1]
    return len(text) > 2 and text[0] == "「" and text[-1] == "」" and "「" not in inner and "」" not in inner


def are_items(texts: list[str]) -> bool:
    """Whether fragments that follow each other are the items of a list."""
    if not 2 <= len(texts) <= MAX_ITEMS or any(_length(text) > MAX_ITEM for text in texts):
        return False
    if any(leans_on_next(text) for text in texts):
        return False
    if len(texts) == 2:
        return _are_parallel(*texts)
    # One 「でも」 among several items is a writer's habit; when most lines connect it is an argument, not a list.
    followers = texts[1:]
    return sum(1 for text in followers if _CONNECTIVE.match(text)) * 2 <= len(followers)


def _are_parallel(first: str, second: str) -> bool:
    """Two lines are few for a list; they must be built alike: ストレッチが合う人, ストレッチで戻る人."""
    return first[-1] == second[-1] and first[:2] == second[:2] and first != second


def _length(text: str) -> int:
    return len(unicodedata.normalize("NFKC", text))
