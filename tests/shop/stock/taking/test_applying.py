"""Applying a counted sheet: all or none, once."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from shop.stock.counting import receive
from shop.stock.holds import StockLine, reserve
from shop.stock.models import StockMove
from shop.stock.taking.applying import ChangedError, apply_sheet
from shop.stock.taking.reading import SheetRow
from tests.shop.factories import VariantFactory, counts

WHO = {"actor": "佐藤", "reason": "月末の棚卸し"}


@pytest.mark.django_db
def test_every_count_becomes_a_movement_with_reason_and_name_once() -> None:
    a, b, c = (VariantFactory.create(sku=sku, stock=stock) for sku, stock in (("A", 10), ("B", 5), ("C", 3)))
    sheet = [SheetRow(2, "B", "9"), SheetRow(3, "A", "7"), SheetRow(4, "C", "3")]
    seen, key = {"A": 10, "B": 5, "C": 3}, str(uuid.uuid4())

    assert apply_sheet(sheet, seen, key=key, **WHO) == 2
    assert apply_sheet(sheet, seen, key=key, **WHO) is None

    assert [counts(v) for v in (a, b, c)] == [(7, 0), (9, 0), (3, 0)]
    moves = StockMove.objects.filter(reason="月末の棚卸し", actor="佐藤", kind="adjust")
    assert {(m.variant_id, m.on_hand_delta) for m in moves} == {(a.pk, -3), (b.pk, 4)}


@pytest.mark.django_db
def test_nothing_moves_when_stock_changed_since_the_dry_run() -> None:
    a, b = VariantFactory.create(sku="A", stock=10), VariantFactory.create(sku="B", stock=5)
    receive(b, 1, actor="倉庫")

    with pytest.raises(ChangedError) as changed:
        apply_sheet([SheetRow(2, "A", "7"), SheetRow(3, "B", "9")], {"A": 10, "B": 5}, key="k", **WHO)

    assert changed.value.dry_run.rows[1].difference == 3
    assert (counts(a), counts(b)) == ((10, 0), (6, 0))


@pytest.mark.django_db
def test_nothing_moves_when_more_was_promised_since_the_dry_run() -> None:
    a = VariantFactory.create(sku="A", stock=10)
    reserve([StockLine("A", a.pk, 8)], hold="h", order_number="K7M3-9QXC")

    with pytest.raises(ChangedError) as changed:
        apply_sheet([SheetRow(2, "A", "7")], {"A": 10}, key="k", **WHO)

    assert "8個を取り置いています" in changed.value.dry_run.problems[0][2]
    assert counts(a) == (10, 8)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_who_apply_the_same_sheet_at_once_move_stock_once() -> None:
    a, b = VariantFactory.create(sku="A", stock=10), VariantFactory.create(sku="B", stock=5)
    sheet, key = [SheetRow(2, "A", "7"), SheetRow(3, "B", "9")], str(uuid.uuid4())

    def press(_n: int) -> int | None:
        try:
            return apply_sheet(sheet, {"A": 10, "B": 5}, key=key, **WHO)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, range(4)))

    assert sorted(answers, key=str) == [2, None, None, None]
    assert (counts(a), counts(b)) == ((7, 0), (9, 0))
