"""Breaking a Japanese title into lines of a given width. No Django."""

from collections.abc import Callable, Iterable, Iterator, Sequence

NOT_FIRST = set("、。，．・：；！？!?)）」』】〉》’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜…")
"""Signs that may not open a line (JIS X 4051, 行頭禁則)."""
NOT_LAST = set("(（「『【〈《‘“")
"""Signs that may not close one (行末禁則)."""


def broken(phrases: Sequence[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Return a title in lines no wider than `width` by `measure`, broken between its `phrases`.

    A phrase that is wider than a line is broken between its signs; a word of Latin letters is kept together.
    """
    lines = [""]
    for phrase in phrases:
        for unit in [phrase] if measure(phrase.strip()) <= width else _units(phrase):
            if lines[-1] and measure((lines[-1] + unit).rstrip()) > width:
                lines.append("")
            lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def is_torn(phrases: Iterable[str], lines: Iterable[str]) -> bool:
    """Whether any of `lines` ends inside a phrase."""
    ends, place = set(), 0
    for phrase in phrases:
        place += len("".join(phrase.split()))
        ends.add(place)
    place = 0
    for line in lines:
        place += len("".join(line.split()))
        if place not in ends:
            return True
    return False


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
