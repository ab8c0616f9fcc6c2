import re
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shop.catalogue.models import Variant
from shop.stock.holds import OutOfStockError, StockLine, commit, held, release, reserve
from shop.stock.models import StockMove
from tests.shop.factories import VariantFactory, counts

pytestmark = pytest.mark.django_db


def line(variant: Variant, quantity: int) -> StockLine:
    return StockLine(variant.sku, variant.pk, quantity)


def test_reserving_promises_units_without_taking_them_away() -> None:
    socks = VariantFactory.create(stock=5)

    reserve([line(socks, 2)], hold="h1", order_number="A")

    assert counts(socks) == (5, 2)
    assert held("h1") == {socks.pk: 2}


def test_one_line_that_cannot_be_had_leaves_all_lines_unreserved() -> None:
    plenty, few = VariantFactory.create(stock=5), VariantFactory.create(stock=1)

    with pytest.raises(OutOfStockError) as caught:
        reserve([line(plenty, 1), line(few, 2)], hold="h1", order_number="A")

    assert caught.value.line == line(few, 2)
    assert (counts(plenty), counts(few)) == ((5, 0), (1, 0))
    assert not StockMove.objects.filter(hold="h1").exists()


def test_committing_takes_goods_out_once_however_often_it_is_repeated() -> None:
    socks = VariantFactory.create(stock=5)
    reserve([line(socks, 2)], hold="h1", order_number="A")

    commit("h1")
    commit("h1")
    release("h1", reason="late")

    assert counts(socks) == (3, 0)
    assert held("h1") == {}


def test_releasing_gives_back_once_however_often_it_is_repeated() -> None:
    socks = VariantFactory.create(stock=5)
    reserve([line(socks, 2)], hold="h1", order_number="A")

    release("h1", reason="expired")
    release("h1", reason="expired")
    commit("h1")

    assert counts(socks) == (5, 0)


def test_a_hold_cannot_be_reserved_twice() -> None:
    socks = VariantFactory.create(stock=5)
    reserve([line(socks, 1)], hold="h1", order_number="A")

    with pytest.raises(IntegrityError), transaction.atomic():
        reserve([line(socks, 1)], hold="h1", order_number="A")

    assert counts(socks) == (5, 1)


def test_holds_that_do_not_exist_keep_nothing() -> None:
    release("nothing", reason="x")
    commit("")

    assert held("nothing") == held("") == {}
    assert not StockMove.objects.exists()


def test_counts_are_always_the_sum_of_the_moves() -> None:
    socks = VariantFactory.create(stock=9)
    for n, end in enumerate([commit, None, lambda hold: release(hold, reason="x")]):
        reserve([line(socks, n + 1)], hold=f"h{n}", order_number="A")
        if end:
            end(f"h{n}")

    moves = StockMove.objects.filter(variant=socks)
    sums = (sum(m.on_hand_delta for m in moves), sum(m.reserved_delta for m in moves))
    assert sums == counts(socks) == (8, 2)


def test_every_step_touches_the_variants_in_one_order_whatever_their_skus_are_called() -> None:
    """Sorted by SKU, Python and a PostgreSQL that sorts as English does would disagree: YSA-1 before YS-SU-S."""
    first, second = VariantFactory.create(sku="YSA-1", stock=9), VariantFactory.create(sku="YS-SU-S", stock=9)
    steps = {
        "reserve": partial(reserve, [line(second, 1), line(first, 1)], hold="a", order_number="A"),
        "release": partial(release, "a", reason="test"),
        "reserve again": partial(reserve, [line(first, 1), line(second, 1)], hold="b", order_number="B"),
        "commit": partial(commit, "b"),
    }

    for name, step in steps.items():
        with CaptureQueriesContext(connection) as queries:
            step()
        touched = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "shop_stock"')]
        ids = [int(re.search(r'"variant_id" = (\d+)', sql)[1]) for sql in touched]
        assert ids == [first.pk, second.pk], name
