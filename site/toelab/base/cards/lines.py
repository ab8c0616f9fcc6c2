"""Breaking a Japanese title into lines of a given width. No Django."""

from collections.abc import Callable, Iterator

NOT_FIRST = set("、。，．・：；！？!?)）」』】〉》’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜…")
"""Signs that may not open a line (JIS X 4051, 行頭禁則)."""
NOT_LAST = set("(（「『【〈《‘“")
"""Signs that may not close one (行末禁則)."""


def broken(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return `text` in lines no wider than `width` by `measure`; a word of Latin letters is kept together."""
    lines = [""]
    for unit in _units(text):
        if lines[-1] and measure(lines[-1] + unit) > width:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def _units(text: str) -> Iterator[str]:
    """Yield the pieces between which a line may end."""
    unit = ""
    for before, sign in zip(" " + text, text, strict=False):
        latin = sign.isascii() and before.isascii() and not sign.isspace() and not before.isspace()
        if unit and (latin or sign in NOT_FIRST or before in NOT_LAST):
            unit += sign
            continue
        if unit:
            yield unit
        unit = sign
    if unit:
        yield unit
