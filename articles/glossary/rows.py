"""The rows of the Japanese syllabary, as in every index: あ行, か行 … No Django."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol

ROWS = {
    "あ": "あいうえお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わゐゑをん",
}
SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
OTHER = "他"


class Read(Protocol):
    """Something that has a reading."""

    reading: str


def row_of(reading: str) -> str:
    """Return the row of a reading; voiced and small kana stand with the plain ones (ば with は)."""
    first = unicodedata.normalize("NFD", reading.strip())[:1].translate(SMALL)
    return next((row for row, kana in ROWS.items() if first and first in kana), OTHER)


def in_rows[T: Read](things: Iterable[T]) -> list[tuple[str, list[T]]]:
    """Return the things by row, only the rows that have any, each in the order it came in."""
    by_row: dict[str, list[T]] = {row: [] for row in (*ROWS, OTHER)}
    for thing in things:
        by_row[row_of(thing.reading)].append(thing)
    return [(row, members) for row, members in by_row.items() if members]
