"""Moving an order up the lattice."""

import uuid

from django.utils import timezone

from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.states import may_move


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
