"""Reading a counted sheet, whatever program saved it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.stock.taking.reading import MAX_BYTES, MAX_ROWS, SheetError, SheetRow, read_sheet

SHEET = (
    "SKU,商品,サイズ,色,在庫数,引当中,数えた数\r\nYS-M,くつした,M,藍,10,2,8\r\nYS-L,くつした,L,藍,5,0,\r\n"
)
ROWS = [SheetRow(2, "YS-M", "8", "10"), SheetRow(3, "YS-L", "", "5")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_sheet_is_read_in_the_encodings_that_excel_saves(encoding: str) -> None:
    assert read_sheet(SHEET.encode(encoding)) == ROWS


def test_columns_may_be_moved_left_out_and_added() -> None:
    assert read_sheet("メモ,数えた数,SKU\n棚3,8,YS-M\n".encode()) == [SheetRow(2, "YS-M", "8")]


def test_full_width_and_small_letters_mean_the_same() -> None:
    assert read_sheet("ＳＫＵ,数えた数\nｙｓ－ｍ, １２ \n".encode()) == [SheetRow(2, "YS-M", "12")]


def test_line_numbers_are_those_of_the_file_past_blank_lines_and_cells_with_line_breaks() -> None:
    rows = read_sheet('SKU,商品,数えた数\n\nA,"二\n行",1\n,,\nB,,2\n'.encode())
    assert [(row.line, row.sku) for row in rows] == [(3, "A"), (6, "B")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ファイルが空です"),
        (b"\xef\xbb\xbf\r\n \r\n", "ファイルが空です"),
        ("SKU,数えた数\n".encode(), "商品の行がありません"),
        (b"PK\x03\x04\x00\x00", "CSVとして読めないファイル"),
        (b"\x89PNG\r\n\x1a\n\x00", "CSVとして読めないファイル"),
        (b"\x85\x01", "CSVとして読めないファイル"),
        ("SKU,在庫数\nA,1\n".encode(), "見つかった列: 「SKU」、「在庫数」"),
        ("SKU;数えた数\nA;1\n".encode(), "コンマ区切り"),
        ("SKU,数えた数,数えた数\nA,1,2\n".encode(), "一つずつ必要"),
        ('SKU,数えた数\nA,1\nB,"2\n'.encode(), "3行目からCSVとして読めません"),
        (b"a" * (MAX_BYTES + 1), "1MBまで"),
        ("SKU,数えた数\n".encode() + b"A,1\n" * (MAX_ROWS + 1), "2,000行まで"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(SheetError, match=sentence):
        read_sheet(data)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda t: f"SKU,数えた数\n{t}".encode("utf-8", "replace")),
    )
)
def test_any_bytes_give_rows_or_a_sentence(data: bytes) -> None:
    try:
        said: object = read_sheet(data)
    except SheetError as error:
        said = str(error).endswith("。")
    assert said
