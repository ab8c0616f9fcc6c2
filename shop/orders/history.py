"""The history of an order: a chain in which nothing can be changed, left out or put in unnoticed."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from shop.orders.models import Order, OrderEvent


def record(order: Order, kind: str, **data: Any) -> OrderEvent:
    """Add an event to the history of `order`. Call it with the order locked, inside the deciding transaction."""
    last = order.events.order_by("-n").first()
    event = OrderEvent(
        order=order,
        n=last.n + 1 if last else 1,
        kind=kind,
        data=data,
        created_at=timezone.now(),
        prev_hash=last.hash if last else "",
    )
    event.hash = _hash(event)
    event.save(force_insert=True)
    return event


def is_unbroken(order: Order) -> bool:
    """Return whether every event is there and still says what it said."""
    previous = ""
    for n, event in enumerate(order.events.order_by("n"), start=1):
        if event.n != n or event.prev_hash != previous or event.hash != _hash(event):
            return False
        previous = event.hash
    return True


def _hash(event: OrderEvent) -> str:
    at: datetime = event.created_at
    content = [
        str(event.order_id),
        event.n,
        event.kind,
        event.data,
        at.astimezone(UTC).isoformat(),
        event.prev_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
