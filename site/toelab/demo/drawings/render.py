"""Draws all plates, or the named ones: `python -m toelab.demo.drawings.render [stem …]`.

Writes an SVG beside this file and a WebP into ../media for each.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image

from toelab.demo.drawings.chromium import print_page
from toelab.demo.drawings.plates import PLATES

HERE = Path(__file__).parent
MEDIA = HERE.parent / "media"
MAX_BYTES = 60_000


def rasterise(svg: Path, png: Path, width: int, height: int) -> None:
    """Takes a picture of an SVG in its own size; raises CalledProcessError when Chromium fails."""
    html = (
        f'<!doctype html><body style="margin:0">{svg.read_text("utf-8")}<style>svg{{display:block}}</style>'
    )
    print_page(html, "--hide-scrollbars", f"--window-size={width},{height}", f"--screenshot={png}")


def to_webp(png: Path, webp: Path) -> int:
    """Saves a picture for the web, lowering quality until it is small enough; returns its size in bytes."""
    with Image.open(png) as picture:
        rgb = picture.convert("RGB")
        for quality in (88, 82, 76):
            rgb.save(webp, "WEBP", quality=quality, method=6)
            if webp.stat().st_size <= MAX_BYTES:
                break
    return webp.stat().st_size


def main(stems: list[str]) -> None:
    """Draws the named plates, or all of them."""
    MEDIA.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for stem in stems or sorted(PLATES):
            sheet = PLATES[stem]()
            svg = HERE / f"{stem}.svg"
            svg.write_text(sheet.svg(), "utf-8")
            png = Path(scratch) / f"{stem}.png"
            rasterise(svg, png, sheet.width, sheet.height)
            size = to_webp(png, MEDIA / f"{stem}.webp")
            sys.stdout.write(f"{stem}: {size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
