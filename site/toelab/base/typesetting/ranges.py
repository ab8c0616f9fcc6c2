"""2〜3日 stays on one line: a range of numbers, with its unit, is one word to a reader. No Django.

A browser may break after the wave, and breaking by phrases even prefers that place. What is kept together is marked in
the HTML and not by invisible letters, so that copied text and the browser's search stay clean.
"""

import re

_NUMBER = "(?:[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二三四五六七八九十百千]+)"
_UNIT = (
    "(?:時間|週間|営業日|[かヶカ]月|日間|年間|種類|日|分|秒|時|週|月|年|歳|代|回|歩|度|倍|割|つ|本|枚|個|人|段|点|円|"
    "％|%|cm|mm|kg|km|m|g|センチ|ミリ|メートル|キロ)"
)
RANGE = re.compile(f"{_NUMBER}{_UNIT}?[〜～~]{_NUMBER}{_UNIT}?")
# What is no text to be set: what a browser takes by the letter, and addresses and other attributes.
_PIECE = re.compile(
    rf"<(?P<raw>script|style|textarea|option)\b.*?</(?P=raw)>|<[^>]*>|(?P<range>{RANGE.pattern})", re.DOTALL
)


def with_whole_ranges(html: str) -> str:
    """Return `html` with each range of numbers marked; site.css keeps what is marked on one line."""
    if not any(wave in html for wave in "〜～~"):
        return html
    return _PIECE.sub(
        lambda found: f'<span class="whole">{found[0]}</span>' if found["range"] else found[0], html
    )
