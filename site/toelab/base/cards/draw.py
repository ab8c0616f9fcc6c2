"""Drawing a card with Pillow."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from toelab.base.cards.lines import broken, is_torn

SIZE = (1200, 630)
"""What social sites ask for: 1.91 : 1."""
EDGE = 90
PAPER, INK, CLAY, SAGE = "#faf6ef", "#2f3a38", "#7e381e", "#8fae9b"
TITLE_SIZES = (76, 68, 60, 52, 46)
MOST_LINES = 4
LINE = 1.45
TITLE_PLACE = (60, 480)
"""Where the title stands, in pixels from above: the name of the site below it keeps its distance."""
NAME_TOP = SIZE[1] - 110


def draw_card(phrases: Sequence[str], site: str, font: str) -> bytes:
    """Return a PNG with a title, given in `phrases`, as large as fits above the name of the site."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=SAGE)
    face, lines = _fitted(phrases, font)
    above, below = TITLE_PLACE
    top = above + (below - above - len(lines) * face.size * LINE) / 2
    for number, line in enumerate(lines):
        draw.text((EDGE, top + number * face.size * LINE), line, font=face, fill=INK)
    draw.text((EDGE, NAME_TOP), site, font=ImageFont.truetype(font, 36), fill=CLAY)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitted(phrases: Sequence[str], font: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest size in which the title fits its place with no phrase torn, in even lines.

    A phrase too long for the smallest size is torn; a title too long for it is cut.
    """
    width, height = SIZE[0] - 2 * EDGE, TITLE_PLACE[1] - TITLE_PLACE[0]
    torn = None
    for size in TITLE_SIZES:
        face = ImageFont.truetype(font, size)
        lines = broken(phrases, width, face.getlength)
        if len(lines) > min(MOST_LINES, height // (size * LINE)):
            continue
        fitted = face, _even(phrases, face, width, lines)
        if not is_torn(phrases, lines):
            return fitted
        torn = torn or fitted
    return torn or (face, [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"])


def _even(phrases: Sequence[str], face: ImageFont.FreeTypeFont, width: float, lines: list[str]) -> list[str]:
    """Return as many lines, but as even as possible: no single word is left for the last one."""
    narrower = broken(phrases, width - face.size / 2, face.getlength)
    if (
        width < face.size * 4
        or len(narrower) > len(lines)
        or is_torn(phrases, narrower) > is_torn(phrases, lines)
    ):
        return lines
    return _even(phrases, face, width - face.size / 2, narrower)
