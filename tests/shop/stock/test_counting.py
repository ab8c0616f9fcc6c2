import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from shop.stock.counting import adjust, receive
from shop.stock.holds import StockLine, reserve
from shop.stock.models import Stock, StockMove
from tests.shop.factories import VariantFactory, counts, guide

pytestmark = pytest.mark.django_db


def test_a_physical_variant_has_a_stock_row_from_the_start_and_a_download_has_none() -> None:
    assert counts(VariantFactory.create()) == (0, 0)
    assert not Stock.objects.filter(variant=guide()).exists()


def test_receiving_adds_and_remembers_who_and_why() -> None:
    socks = VariantFactory.create()

    receive(socks, 10, actor="佐藤", reason="初回入荷")

    move = StockMove.objects.get(variant=socks)
    assert counts(socks) == (10, 0)
    assert (move.kind, move.on_hand_delta, move.actor, move.reason) == ("receive", 10, "佐藤", "初回入荷")


def test_the_same_key_counts_once() -> None:
    socks = VariantFactory.create()

    for _ in range(2):
        receive(socks, 10, actor="佐藤", key="csv-1")

    assert counts(socks) == (10, 0)


@pytest.mark.parametrize("quantity", [0, -1])
def test_receiving_nothing_is_refused(quantity: int) -> None:
    socks = VariantFactory.create()

    with pytest.raises(ValidationError, match="1以上"):
        receive(socks, quantity, actor="佐藤")
    assert counts(socks) == (0, 0)


@pytest.mark.parametrize(("delta", "reason", "sentence"), [(-1, "  ", "理由"), (0, "棚卸", "0以外")])
def test_adjusting_needs_a_reason_and_a_difference(delta: int, reason: str, sentence: str) -> None:
    socks = VariantFactory.create(stock=3)

    with pytest.raises(ValidationError, match=sentence):
        adjust(socks, delta, actor="佐藤", reason=reason)
    assert counts(socks) == (3, 0)


def test_what_is_promised_cannot_be_adjusted_away() -> None:
    socks = VariantFactory.create(stock=3)
    reserve([StockLine(socks.sku, socks.pk, 2)], hold="h", order_number="A")

    with pytest.raises(ValidationError, match="引き当て済み"):
        adjust(socks, -2, actor="佐藤", reason="棚卸")
    adjust(socks, -1, actor="佐藤", reason="棚卸")

    assert counts(socks) == (2, 2)


def test_downloads_have_no_stock_to_count() -> None:
    with pytest.raises(ValidationError, match="ダウンロード"):
        receive(guide(), 1, actor="佐藤")


@pytest.mark.parametrize("action", ["update", "delete"])
def test_the_database_refuses_to_rewrite_the_journal(action: str) -> None:
    socks = VariantFactory.create(stock=3)
    moves = StockMove.objects.filter(variant=socks)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        moves.update(on_hand_delta=5) if action == "update" else moves._raw_delete(moves.db)

    assert StockMove.objects.get(variant=socks).on_hand_delta == 3


def test_the_database_refuses_to_promise_more_than_there_is() -> None:
    socks = VariantFactory.create(stock=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(variant=socks).update(reserved=4)
