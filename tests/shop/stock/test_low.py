"""The shop is told once when few of a variant are left, and again only after it was refilled."""

import pytest
from django.core import mail

from shop.catalogue.models import LOW_STOCK, Variant
from shop.outbox.models import Outbox
from shop.outbox.sending import deliver_due
from shop.stock.counting import adjust, receive
from shop.stock.holds import OutOfStockError, StockLine, commit, release, reserve
from shop.stock.words import FEW
from tests.shop.factories import VariantFactory, open_shop

pytestmark = pytest.mark.django_db


def hold(name: str, *lines: tuple[Variant, int]) -> None:
    reserve([StockLine(v.sku, v.pk, n) for v, n in lines], hold=name, order_number="K7M3-9QXC")


def notices() -> list[str]:
    return list(Outbox.objects.filter(kind="stock.low").order_by("id").values_list("key", flat=True))


def test_a_new_variant_has_a_sensible_number() -> None:
    assert Variant._meta.get_field("low_stock").default == LOW_STOCK == FEW


def test_the_sale_that_reaches_the_number_is_told_and_later_ones_are_not() -> None:
    socks = VariantFactory.create(stock=8, low_stock=5)
    hold("a", (socks, 2))
    assert notices() == []
    hold("b", (socks, 1))
    hold("c", (socks, 1))
    commit("b")
    assert notices() == [f"stock:{socks.pk}:low:b"]


def test_it_is_told_again_only_after_it_was_refilled_above_the_number() -> None:
    socks = VariantFactory.create(stock=6, low_stock=5)
    hold("a", (socks, 1))
    release("a", reason="session expired")
    hold("b", (socks, 1))
    assert len(notices()) == 1
    # 5 left: not above.
    adjust(socks, -1, actor="倉庫", reason="検品")
    receive(socks, 1, actor="倉庫")
    hold("c", (socks, 1))
    assert len(notices()) == 1
    receive(socks, 10, actor="倉庫")
    hold("d", (socks, 9))
    assert len(notices()) == 2


def test_zero_tells_only_when_sold_out_and_nothing_tells_never() -> None:
    zero, never = VariantFactory.create(stock=2, low_stock=0), VariantFactory.create(stock=2, low_stock=None)
    hold("a", (zero, 1), (never, 1))
    assert notices() == []
    hold("b", (zero, 1), (never, 1))
    assert notices() == [f"stock:{zero.pk}:low:b"]


def test_an_order_that_could_not_be_reserved_tells_nothing() -> None:
    socks, other = (
        VariantFactory.create(sku="A", stock=6, low_stock=5),
        VariantFactory.create(sku="B", stock=1),
    )
    with pytest.raises(OutOfStockError):
        hold("a", (socks, 1), (other, 2))
    assert notices() == []
    hold("b", (socks, 1))
    assert len(notices()) == 1


def test_one_mail_goes_to_the_shop_with_what_is_left_and_where_to_look() -> None:
    open_shop()
    socks = VariantFactory.create(sku="YS-M", stock=6, low_stock=5)
    hold("a", (socks, 2))
    deliver_due()
    deliver_due()
    [sent] = mail.outbox
    assert sent.to == ["tencho@toelab.example"]
    assert sent.subject == "在庫が少なくなりました: YS-M（残り4）"
    assert "販売できる数: 4（在庫数 6、支払い手続き中の引当 2）" in sent.body
    assert f"/admin/shop/stock/inspect/{socks.pk}/" in sent.body


def test_no_mail_goes_when_it_was_refilled_before_the_mail_left() -> None:
    open_shop()
    socks = VariantFactory.create(stock=6, low_stock=5)
    hold("a", (socks, 2))
    receive(socks, 20, actor="倉庫")
    deliver_due()
    assert mail.outbox == []
