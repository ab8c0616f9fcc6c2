"""What a Checkout session says, in the shop's own words. The only place that knows Stripe's field names."""

from dataclasses import dataclass

import stripe

from shop.orders import states
from shop.orders.models import Order


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One Checkout session as Stripe has it now. `amount` in the smallest unit of `currency` (yen for "jpy")."""

    session_id: str
    order: str
    attempt: str
    amount: int | None
    currency: str
    livemode: bool
    state: str
    payment_ref: str
    url: str


def read_session(session: stripe.checkout.Session) -> SessionFacts:
    """Return the facts of `session`; its payment intent may be expanded, an id, or missing."""
    intent = session.payment_intent
    metadata = session.metadata.to_dict() if session.metadata else {}
    return SessionFacts(
        session_id=session.id,
        order=metadata.get("order", ""),
        attempt=metadata.get("attempt", ""),
        amount=session.amount_total,
        currency=session.currency or "",
        livemode=session.livemode,
        state=_state(session.status, session.payment_status),
        payment_ref=(intent if isinstance(intent, str) else intent.id) if intent else session.id,
        url=session.url or "",
    )


def _state(status: str | None, payment_status: str) -> str:
    if payment_status in ("paid", "no_payment_required"):
        return states.PAID
    if status == "expired":
        return states.EXPIRED
    # Complete but unpaid: the buyer holds a slip and pays later.
    return states.AWAITING_KONBINI if status == "complete" else states.OPEN


def mismatches(facts: SessionFacts, order: Order, attempt_n: int, *, livemode: bool) -> list[str]:
    """Return in what `facts` differ from what was ordered; anything at all means: do not fulfil."""
    pairs: tuple[tuple[str, object, object], ...] = (
        ("order", facts.order, str(order.pk)),
        ("attempt", facts.attempt, str(attempt_n)),
        ("amount", facts.amount, order.total),
        ("currency", facts.currency, "jpy"),
        ("livemode", facts.livemode, livemode),
    )
    return [
        f"{name}: Stripe has {theirs!r}, the order {ours!r}" for name, theirs, ours in pairs if theirs != ours
    ]
