"""The sheet of a stock-take: bytes of a CSV file → rows. Pure Python."""

import csv
import io
import unicodedata
from dataclasses import dataclass

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2000
MAX_CELL = 60
"""Characters of a cell that are kept: enough to recognise what was typed, too few to carry a file about."""

SKU, ON_HAND, COUNTED = "SKU", "在庫数", "数えた数"
HEADINGS = (SKU, "商品", "サイズ", "色", ON_HAND, "引当中", COUNTED)
"""The columns of the template. Only SKU and 数えた数 are needed; the order is free, further columns are ignored."""


class SheetError(Exception):
    """The file as a whole cannot be used; the message is a Japanese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet as it was typed. `line` counts from 1 as a text editor does.

    `on_hand` is the number that the template was downloaded with, "" if the column is gone.
    """

    line: int
    sku: str
    counted: str
    on_hand: str = ""
    too_long: bool = False


def read_sheet(data: bytes) -> list[SheetRow]:
    """Return the rows that name a SKU or a count; rows without either are left out.

    Reads UTF-8 with and without a mark, and CP932 (what Excel in Japan saves as "CSV").
    Raises SheetError for a file that is empty, too large, no text, no CSV, or has other columns.
    """
    text = _decode(data)
    lines = _records(text)
    if not lines:
        raise SheetError("ファイルが空です。ひな形をダウンロードして、数えた数を入れてください。")
    columns = _columns(lines[0][1])
    if len(lines) - 1 > MAX_ROWS:
        raise SheetError(f"一度に読めるのは{MAX_ROWS:,}行までです。ファイルを分けてください。")
    width = len(lines[0][1])
    rows = [_row(number, cells, columns, width) for number, cells in lines[1:]]
    rows = [row for row in rows if row.sku or row.counted]
    if not rows:
        raise SheetError("商品の行がありません。ひな形をダウンロードして、数えた数を入れてください。")
    return rows


def plain(text: str) -> str:
    """Return `text` in half-width letters and digits, without space around it."""
    return unicodedata.normalize("NFKC", text).strip()


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise SheetError("ファイルが大きすぎます（1MBまで）。在庫の表だけをCSVで保存し直してください。")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(char) < 32 and char not in "\t\r\n" for char in text):
            return text
    raise SheetError(
        "CSVとして読めないファイルです。表計算ソフトで「CSV UTF-8（コンマ区切り）」を選んで保存し直してください。"
    )


def _records(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(
            f'{line}行目からCSVとして読めません。「"」の閉じ忘れがないか確かめて、保存し直してください。'
        ) from error
    return records


def _columns(cells: list[str]) -> dict[str, int]:
    names = [plain(cell) for cell in cells]
    for name in (SKU, COUNTED):
        if names.count(name) != 1:
            raise SheetError(
                f"1行目に「{SKU}」と「{COUNTED}」の列が一つずつ必要です（見つかった列: {_shown(names)}）。"
                "ひな形の1行目をそのまま残し、コンマ区切りのCSVで保存してください。"
            )
    return {name: index for index, name in enumerate(names)}


def _shown(names: list[str]) -> str:
    shown = "、".join(f"「{name[:MAX_CELL]}」" for name in names[:8] if name)
    return shown or "なし"


def _row(line: int, cells: list[str], columns: dict[str, int], width: int) -> SheetRow:
    def cell(name: str) -> str:
        index = columns.get(name, len(cells))
        return plain(cells[index])[:MAX_CELL] if index < len(cells) else ""

    return SheetRow(
        line=line,
        # SKUs have no small letters, so that "ys-m" can only mean one thing.
        sku=cell(SKU).upper(),
        counted=cell(COUNTED),
        on_hand=cell(ON_HAND),
        too_long=any(extra.strip() for extra in cells[width:]),
    )
