"""A lead for an article that brings none: its own sentences, never new ones."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from articles.importing.blocks import Block
from articles.importing.sentences import continues_previous, is_closed, speaks_of_voices

_TAG = re.compile(r"<[^>]+>")
_SAYS_WHAT_FOLLOWS = re.compile(r"(?:この記事|本記事|今回)(?:では|は)")
# A cut after a full stop leaves whole sentences; one at a comma shows that the sentence went on.
_CUTS = (("。！？", ""), ("、，", "…"))
MIN_LEAD, MAX_LEAD = 20, 200  # characters


def lead_of(blocks: Sequence[Block]) -> str:
    """The sentence that says what the article is about, else the first complete one, else "".

    The articles spread a sentence over several lines; it is put back together within its block.
    """
    sentences = [sentence for sentence in _prose(blocks) if MIN_LEAD <= len(sentence) <= MAX_LEAD]
    announcing = [sentence for sentence in sentences if _SAYS_WHAT_FOLLOWS.match(sentence)]
    return next(iter(announcing or sentences), "")


def makeshift_lead(blocks: Sequence[Block], title: str) -> str:
    """A lead where `lead_of` finds none, never "": an editor has to read it again.

    Short sentences in a row, else the beginning of a long one, else the first words of the body, else `title`.
    """
    sentences = list(_prose(blocks))
    long = (sentence for sentence in sentences if len(sentence) > MAX_LEAD)
    candidates = (_short_ones(sentences), next(long, ""), next(_first_words(blocks), ""), title)
    return next((_cut(words) for words in candidates if words), "")


def _short_ones(sentences: Iterable[str]) -> str:
    """The first short sentences that follow each other and together say enough; "" when none do."""
    gathered = ""
    for sentence in sentences:
        gathered = gathered + sentence if len(sentence) < MIN_LEAD else ""
        if len(gathered) >= MIN_LEAD:
            return gathered
    return ""


def _first_words(blocks: Iterable[Block]) -> Iterator[str]:
    """What the blocks say that speak of the article itself, not of its parts, its readers or other articles."""
    for block in blocks:
        words = ""
        if block.kind == "list":
            # An item that is a sentence already ends with its own mark.
            words = "、".join(map(_plain, block.value["items"])).replace("。、", "。")
        elif block.kind == "summary":
            words = block.value["text"]
        elif block.kind in ("paragraph", "lines", "note", "key_sentence"):
            words = _plain(block.value)
        if words := "".join(words.splitlines()).strip():
            yield words


def _cut(words: str) -> str:
    """`words`, ended where a reader pauses when they are too long for a lead."""
    if len(words) <= MAX_LEAD:
        return words
    head = words[: MAX_LEAD - 1]
    for marks, ending in _CUTS:
        at = max(head.rfind(mark) for mark in marks)
        if at >= MIN_LEAD:
            return head[:at] + (ending or head[at])
    return head + "…"


def _plain(rich_text: str) -> str:
    return html.unescape(_TAG.sub("", rich_text))


def _prose(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in ("paragraph", "lines"):
            yield from _sentences(block.value)


def _sentences(rich_text: str) -> Iterator[str]:
    lines = re.split(r"</p><p>|<br/>", rich_text.removeprefix("<p>").removesuffix("</p>"))
    gathered = ""
    for line in map(_plain, lines):
        gathered += line
        if is_closed(line):
            # A sentence that announces voices or finishes another one says nothing by itself.
            if not continues_previous(gathered) and not speaks_of_voices(gathered):
                yield gathered
            gathered = ""
