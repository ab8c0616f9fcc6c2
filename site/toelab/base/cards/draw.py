"""Drawing a card with Pillow."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from toelab.base.cards.lines import broken

SIZE = (1200, 630)
"""What social sites ask for: 1.91 : 1."""
EDGE = 90
PAPER, INK, CLAY, SAGE = "#faf6ef", "#2f3a38", "#7e381e", "#8fae9b"
TITLE_SIZES = (76, 68, 60, 52, 46)
MOST_LINES = 4
LINE = 1.45


def draw_card(title: str, site: str, font: str) -> bytes:
    """Return a PNG with the title as large as fits, above the name of the site."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=SAGE)
    face, lines = _fitted(title, font)
    height = len(lines) * face.size * LINE
    top = (SIZE[1] - 120 - height) / 2 + 20
    for number, line in enumerate(lines):
        draw.text((EDGE, top + number * face.size * LINE), line, font=face, fill=INK)
    draw.text((EDGE, SIZE[1] - 110), site, font=ImageFont.truetype(font, 36), fill=CLAY)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitted(title: str, font: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest size in which the title takes at most four lines; the rest of a longer one is cut."""
    width = SIZE[0] - 2 * EDGE
    for size in TITLE_SIZES:
        face = ImageFont.truetype(font, size)
        lines = broken(title, width, face.getlength)
        if len(lines) <= MOST_LINES:
            return face, _even(title, face, width, lines)
    return face, [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]


def _even(title: str, face: ImageFont.FreeTypeFont, width: float, lines: list[str]) -> list[str]:
    """Return as many lines, but as even as possible: no single letter is left for the last one."""
    narrower = broken(title, width - face.size / 2, face.getlength)
    if width < face.size * 4 or len(narrower) > len(lines):
        return lines
    return _even(title, face, width - face.size / 2, narrower)
