"""How a doubted payment ended: what may be said to a customer whose order did not come about because of it."""

from shop.orders.models import Order

RETURNED = "returned"
UNPAID = "unpaid"


def how_let_go(order: Order, session_id: str = "") -> str:
    """Return "returned" when a payment of `order` was quarantined and went back to the customer, "unpaid" when it was
    never made, "" when none was doubted and let go of. `session_id` asks about one payment only.
    """
    events = order.events.filter(kind="let_go")
    if session_id:
        events = events.filter(data__session=session_id)
    returned = [event.data["returned"] for event in events]
    if not returned:
        return ""
    return RETURNED if any(returned) else UNPAID
