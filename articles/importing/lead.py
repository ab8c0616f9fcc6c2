"""A lead for an article that brings none: its own sentences, never new ones."""

import html
import re
from collections.abc import Iterator, Sequence

from articles.importing.blocks import Block
from articles.importing.sentences import continues_previous, is_closed, speaks_of_voices

_TAG = re.compile(r"<[^>]+>")
_SAYS_WHAT_FOLLOWS = re.compile(r"(?:この記事|本記事|今回)(?:では|は)")
MIN_LEAD, MAX_LEAD = 20, 200  # characters


def lead_of(blocks: Sequence[Block]) -> str:
    """The sentence that says what the article is about, else the first complete one, else "".

    The articles spread a sentence over several lines; it is put back together within its block.
    """
    sentences = [
        sentence
        for block in blocks
        if block.kind in ("paragraph", "lines")
        for sentence in _sentences(block.value)
        if MIN_LEAD <= len(sentence) <= MAX_LEAD
    ]
    announcing = [sentence for sentence in sentences if _SAYS_WHAT_FOLLOWS.match(sentence)]
    return next(iter(announcing or sentences), "")


def _sentences(rich_text: str) -> Iterator[str]:
    lines = re.split(r"</p><p>|<br/>", rich_text.removeprefix("<p>").removesuffix("</p>"))
    gathered = ""
    for line in (html.unescape(_TAG.sub("", line)) for line in lines):
        gathered += line
        if is_closed(line):
            # A sentence that announces voices or finishes another one says nothing by itself.
            if not continues_previous(gathered) and not speaks_of_voices(gathered):
                yield gathered
            gathered = ""
