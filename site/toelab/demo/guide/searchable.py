"""Makes the words of a printed PDF findable.

Noto CJK draws 足 (U+8DB3) and the Kangxi radical ⾜ (U+2F9C) with one glyph, and Chromium notes the radical
as that glyph's text. Searching for 足, copying and reading aloud would then fail; so the radicals in the
fonts' ToUnicode tables are replaced by the ordinary characters.
"""

import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, EncodedStreamObject

# radicals that Unicode normalisation leaves alone
_SUPPLEMENT = {"⻄": "西", "⻑": "長", "⻘": "青", "⻝": "食", "⻤": "鬼", "⻩": "黄", "⻭": "歯", "⻲": "亀"}
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_ENTRY = re.compile(r"^<([0-9A-F]+)> (?:<([0-9A-F]+)> )?<([0-9A-F]{4})>$", re.MULTILINE)
_BLOCK = re.compile(r"\d+ beginbf(?:char|range)\n(.*?)endbf(?:char|range)\n", re.DOTALL)


def ordinary(character: str) -> str:
    """The ordinary character for a radical, others unchanged. ValueError for an unknown radical."""
    plain = _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    if _RADICAL.match(character) and _RADICAL.match(plain):
        raise ValueError(f"no ordinary character known for U+{ord(character):04X}")
    return plain if _RADICAL.match(character) else character


def unified(cmap: str) -> str:
    """A ToUnicode table without radicals; its ranges are spelled out character by character."""

    def block(match: re.Match[str]) -> str:
        entries = []
        for first, last, target in _ENTRY.findall(match[1]):
            for offset in range(int(last or first, 16) - int(first, 16) + 1):
                code = f"{int(first, 16) + offset:0{len(first)}X}"
                text = ordinary(chr(int(target, 16) + offset))
                entries.append(f"<{code}> <{ord(text):04X}>")
        # a block holds at most 100 entries (Adobe Technical Note 5014)
        chunks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
        return "".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar\n" for chunk in chunks)

    return _BLOCK.sub(block, cmap)


def make_searchable(pdf: Path, metadata: dict[str, str]) -> None:
    """Rewrites the PDF in place with ordinary characters and the given document information."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf.read_bytes())))
    for page in writer.pages:
        fonts = cast("DictionaryObject", page["/Resources"]).get("/Font", DictionaryObject()).get_object()
        for reference in cast("DictionaryObject", fonts).values():
            font = cast("DictionaryObject", reference.get_object())
            if "/ToUnicode" in font:
                table = cast("EncodedStreamObject", font["/ToUnicode"])
                table.set_data(unified(table.get_data().decode("ascii")).encode("ascii"))
    writer.metadata = metadata
    writer.write(pdf)
