"""Prints the exercise guide: `python -m toelab.demo.guide.build` makes hironoba-guide.pdf from guide.html.

The drawings are taken from ../drawings as vectors; the glyphs in use of Noto Serif CJK JP are embedded.
"""

import sys
from pathlib import Path

from toelab.demo.drawings.chromium import print_page
from toelab.demo.guide.searchable import make_searchable

HERE = Path(__file__).parent
PDF = HERE / "hironoba-guide.pdf"
DAYS = 14


def record_rows() -> str:
    """The rows of the two-week record sheet; the second week starts with a stronger line."""
    feel = "らく ・ ふつう ・ きつい"
    return "\n".join(
        f"<tr{' class=week' if day == 8 else ''}><td>{day}</td><td>／</td><td></td><td></td><td>分</td>"
        f"<td>{feel}</td><td></td></tr>"
        for day in range(1, DAYS + 1)
    )


def build() -> int:
    """Prints the PDF and returns its size in bytes; raises CalledProcessError when Chromium fails."""
    html = (HERE / "guide.html").read_text("utf-8").replace("<!-- days -->", record_rows())
    # a base address, so that the page, opened from a scratch folder, still finds its pictures and style sheet
    html = html.replace("<head>", f'<head><base href="{HERE.as_uri()}/">', 1)
    print_page(html, "--no-pdf-header-footer", f"--print-to-pdf={PDF}")
    make_searchable(
        PDF, {"/Title": "ひろのば体操 はじめてガイド（サンプル）", "/Author": "足指研究所（サンプル）"}
    )
    return PDF.stat().st_size


if __name__ == "__main__":
    sys.stdout.write(f"{PDF.name}: {build() / 1000:.0f} kB\n")
