"""Plain text → lines."""

import re

from articles.importing.lines import Line, Segment

# Word writes its line breaks as vertical tabs; they end a line for a reader but not for an editor's counting.
_INNER_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b]")


def read_text(text: str) -> list[Line]:
    """The non-blank lines of `text`, numbered from 1 as an editor numbers them."""
    sources = text.split("\n")
    parted_by_blanks = _parts_paragraphs_with_blank_lines(sources)
    lines: list[Line] = []
    gap = True
    for number, source in enumerate(sources, start=1):
        pieces = [piece for piece in _INNER_BREAKS.split(source) if clean(piece)]
        for piece in pieces:
            lines.append(Line(number, (Segment(clean(piece)),), gap=gap or not parted_by_blanks))
            gap = False
        gap = gap or not pieces
    return lines


def clean(text: str) -> str:
    """`text` without invisible characters and without spaces at both ends."""
    return without_controls(text).strip()


def without_controls(text: str) -> str:
    """`text` without characters that nobody sees and databases or browsers may refuse."""
    return _CONTROLS.sub("", text)


def _parts_paragraphs_with_blank_lines(sources: list[str]) -> bool:
    """Whether blank lines mean something here; some programs save one line for each paragraph and no blanks."""
    written = sum(1 for source in sources if clean(source))
    return (len(sources) - written) * 5 >= written
