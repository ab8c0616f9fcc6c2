"""What a counted sheet would change, and what is wrong with it."""

import pytest

from shop.stock.taking.judging import Known, judge
from shop.stock.taking.reading import SheetRow

STOCK = {"YS-M": Known("くつした M", 10, 2), "YS-L": Known("くつした L", 5, 0)}


def test_a_count_is_compared_with_the_stock_of_now() -> None:
    found = judge([SheetRow(2, "YS-M", "8"), SheetRow(3, "YS-L", "5")], STOCK)
    assert [(row.difference, row.signed_difference) for row in found.rows] == [(-2, "-2"), (0, "0")]
    assert found.is_good
    assert [row.sku for row in found.changes] == ["YS-M"]


def test_a_row_without_a_count_moves_nothing() -> None:
    found = judge([SheetRow(2, "YS-M", ""), SheetRow(3, "YS-L", "7")], STOCK)
    assert (found.uncounted, [row.sku for row in found.rows]) == (1, ["YS-L"])
    assert not judge([SheetRow(2, "YS-M", "")], STOCK).is_good


@pytest.mark.parametrize(
    ("typed", "counted"), [("0", 0), ("007", 7), ("+3", 3), ("1,200", 1200), ("100000", 100_000)]
)
def test_a_number_is_read_as_people_and_spreadsheets_write_it(typed: str, counted: int) -> None:
    assert judge([SheetRow(2, "YS-L", typed)], STOCK).rows[0].counted == counted


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (SheetRow(7, "YS-XX", "1"), "SKU「YS-XX」の在庫はありません"),
        (SheetRow(7, "YS-XX", ""), "SKU「YS-XX」の在庫はありません"),
        (SheetRow(7, "", "1"), "SKUがありません"),
        (SheetRow(7, "YS-L", "1.5"), "「1.5」が整数ではありません"),
        (SheetRow(7, "YS-L", "三"), "整数ではありません"),
        (SheetRow(7, "YS-L", "1,2"), "整数ではありません"),
        (SheetRow(7, "YS-L", "9" * 60), "整数ではありません"),
        (SheetRow(7, "YS-L", "-1"), "マイナスです"),
        (SheetRow(7, "YS-L", "100001"), "大きすぎます"),
        (SheetRow(7, "YS-M", "1"), "2個を取り置いています"),
        (SheetRow(7, "YS-L", "1", too_long=True), "列が多くなっています"),
    ],
)
def test_each_fault_has_its_line_and_a_sentence_and_stops_everything(row: SheetRow, sentence: str) -> None:
    found = judge([SheetRow(2, "YS-M", "2") if row.sku != "YS-M" else SheetRow(2, "YS-L", "2"), row], STOCK)
    [(line, sku, problem)] = found.problems
    assert (line, sku) == (7, row.sku)
    assert sentence in problem
    assert not found.is_good


def test_the_same_sku_twice_is_refused_at_the_second_line() -> None:
    found = judge([SheetRow(2, "YS-M", "8"), SheetRow(5, "YS-M", "9")], STOCK)
    assert [(line, problem[:13]) for line, _sku, problem in found.problems] == [(5, "同じSKUが2行目にもあり")]


def test_stock_that_moved_since_the_template_is_pointed_out_but_not_refused() -> None:
    found = judge([SheetRow(2, "YS-M", "8", on_hand="12"), SheetRow(3, "YS-L", "5", on_hand="5")], STOCK)
    assert "ひな形のときの在庫数は12で、いまは10です" in found.rows[0].note
    assert found.rows[1].note == ""
    assert found.is_good
