import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shop.basket.checking import check
from shop.checkout.models import CheckoutDraft
from shop.orders.drafting import write_order
from shop.orders.history import is_unbroken, record
from shop.orders.models import Order, OrderEvent
from shop.orders.moving import move
from shop.orders.states import EXPIRED, OPEN, PAID
from tests.shop.factories import VariantFactory, basket_with, open_shop
from tests.shop.flushing import without_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    open_shop(fee=300)
    checked = check(basket_with((VariantFactory.create(stock=5), 2)))
    return write_order(checked, CheckoutDraft(family_name="山田", email="a@example.jp"), {})


def test_everything_that_happens_is_added_to_an_unbroken_chain(order: Order) -> None:
    record(order, "note", text="こんにちは", n=1)
    move(order, OPEN)

    assert [(e.n, e.kind) for e in order.events.all()] == [(1, "ordered"), (2, "note"), (3, "state")]
    assert is_unbroken(order)


@pytest.mark.parametrize("action", ["update", "delete"])
def test_the_database_refuses_to_rewrite_history(order: Order, action: str) -> None:
    events = OrderEvent.objects.filter(order=order)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(kind="forged") if action == "update" else events._raw_delete(events.db)

    assert is_unbroken(order)


@pytest.mark.parametrize(
    "forgery", [{"data": {"total": 1}}, {"n": 7}, {"prev_hash": "0" * 64}, {"kind": "x"}]
)
def test_a_forgery_behind_the_triggers_breaks_the_chain(order: Order, forgery: dict[str, object]) -> None:
    record(order, "note")

    with without_triggers(connection):
        OrderEvent.objects.filter(order=order, n=1).update(**forgery)

    assert not is_unbroken(order)


def test_moves_down_change_nothing(order: Order) -> None:
    assert move(order, PAID)
    paid_at = order.paid_at

    assert not move(order, EXPIRED)

    order.refresh_from_db()
    assert (order.state, order.paid_at) == (PAID, paid_at)
    assert order.events.filter(kind="state").count() == 1


def test_an_order_whose_total_does_not_add_up_cannot_be_stored(order: Order) -> None:
    assert (order.subtotal, order.shipping_fee, order.total) == (6600, 300, 6900)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(total=1)


def test_tax_is_rounded_once_for_the_whole_order_shipping_included(order: Order) -> None:
    assert [(s.rate, s.total, s.tax) for s in order.tax_sums] == [(10, 6900, 627)]
