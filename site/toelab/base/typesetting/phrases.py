"""Phrases: where a Japanese line may break without tearing a thought apart.

BudouX (a small model trained on phrase boundaries) proposes; a few rules of our own correct it. Japanese has no
spaces, so a browser left alone breaks between any two characters: 踏ん｜張れない.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

import budoux

from toelab.base.typesetting.ranges import RANGE

KEPT_WHOLE = (
    "踏ん張れない",
    "踏ん張る",
    "踏ん張り",
    "人の共通点",
    "治らない理由",
    "本当の原因",
    "足指への",
    "その場では",
    "小股歩き",
    "ひろのば体操",
    "はじめてガイド",
    "かもしれません",
    "ではありません",
    "なぜですか",
    "どこから始める",
    "どれから始める",
    "脊柱管狭窄症",
    "手がかり",
    "手のひら",
    "足指体操",
    "当てはま",
    "全体像",
    "踏ん張れ",
    "一日中",
    "しくみ",
    "気になる",
    "沿い方",
    "前かがみ",
    "ゆるい靴",
    "入りにくい",
    "について",
    "ときの",
    "なぜか",
)
"""Words and short phrases that the model splits although a reader would not."""

LONGEST_QUOTE = 12
"""A quotation of up to so many characters, its marks included, stays on one line; a longer one may break inside."""

_QUOTES = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|（[^（）]*）|【[^【】]*】")
_NO_LINE_START = re.compile(
    r"[、。，．・：；？！）」』”】〉》…‥ー｜|\sぁぃぅぇぉっゃゅょァィゥェォッャュョ％～〜]"
)
# こと、とき、人 … belong to what is said about them: 知りたいことを, not 知りたい｜ことを.
_LEANING = re.compile(r"(?:こと|とき|ため|もの|よう|はず|わけ|ところ|方|人)(?=[はがをにもとでのへ、。？]|$)")
_PAUSES = "、。・！？!?｜| \u3000"
_NO_LINE_END = "（「『“【〈《"


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str, kept_whole: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return `text` cut into phrases; joined, they are `text` again.

    `kept_whole` are an editor's words to keep together besides KEPT_WHOLE. Ranges of numbers and short quotations
    stay whole, and no phrase begins or ends with a mark that may not stand there (行頭・行末禁則).
    """
    if not text.strip():
        return (text,) if text else ()
    cuts = _places(_parser().parse(text)) - _inside(text, (*KEPT_WHOLE, *kept_whole))
    # The bar of a title divides more than any phrase; at a space a line ends with or without us.
    cuts |= {place for place in range(1, len(text)) if text[place - 1] in "｜| \u3000"}
    edges = [0, *sorted(cut for cut in cuts if _may_break(text, cut)), len(text)]
    return tuple(text[start:end] for start, end in pairwise(edges))


def _places(parts: Iterable[str]) -> set[int]:
    places, place = set(), 0
    for part in parts:
        place += len(part)
        places.add(place)
    return places


def _inside(text: str, words: Iterable[str]) -> set[int]:
    """The places between the characters of every kept word, range of numbers and short quotation in `text`."""
    spans = [found.span() for word in words if word for found in re.finditer(re.escape(word), text)]
    spans += [found.span() for found in RANGE.finditer(text)]
    spans += [
        found.span() for found in _QUOTES.finditer(text) if found.end() - found.start() <= LONGEST_QUOTE
    ]
    return {place for start, end in spans for place in range(start + 1, end)}


def _may_break(text: str, place: int) -> bool:
    if not 0 < place < len(text) or _NO_LINE_START.match(text[place]) or text[place - 1] in _NO_LINE_END:
        return False
    return text[place - 1] in _PAUSES or not _LEANING.match(text, place)
