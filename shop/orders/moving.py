"""Moving an order up the lattice."""

import uuid

from django.utils import timezone

from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.states import MAY_BEGIN_ANEW, may_move


def lock(order_id: uuid.UUID) -> Order:
    """Return the order with its row locked until the transaction ends. First of all locks, before basket and stock."""
    return Order.objects.select_for_update(of=("self",)).get(pk=order_id)


def move(order: Order, state: str, **data: object) -> bool:
    """Move a locked order to `state` and record it; return False, with nothing changed, when that is not up."""
    if not may_move(order.state, state):
        return False
    old, order.state = order.state, state
    if state in (Order.State.PAID, Order.State.PAID_UNFILLABLE):
        order.paid_at = timezone.now()
    order.save(update_fields=["state", "paid_at"])
    record(order, "state", old=old, new=state, **data)
    return True


def begin_anew(order: Order, *, attempt: int, basket_version: int) -> None:
    """Take a locked order that came to nothing back to its beginning, for its `attempt`-th attempt at paying.

    Raises ValueError in any other state.
    """
    if order.state not in MAY_BEGIN_ANEW:
        raise ValueError(f"{order.number} is {order.state}.")
    old, order.state, order.basket_version = order.state, Order.State.CREATING, basket_version
    order.save(update_fields=["state", "basket_version"])
    record(order, "state", old=old, new=order.state, attempt=attempt)
