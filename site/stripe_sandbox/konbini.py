"""Paying at a convenience store: the slip waits, then money comes in at some counter, or the deadline passes."""

from . import charges, events, payment_intents, sessions
from .config import SandboxError
from .slips import STORES
from .storage import Body
from .tenders import Tender
from .work import Work

LAPSED = {
    "type": "invalid_request_error",
    "code": "payment_intent_payment_attempt_expired",
    "doc_url": "https://stripe.com/docs/error-codes/payment-intent-payment-attempt-expired",
    "message": "The latest payment attempt of this PaymentIntent has expired. You can provide"
    " payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
}


def unpaid_slip(work: Work, session: Body) -> Body | None:
    """The PaymentIntent whose slip can still be paid; None when there is no such slip (any more)."""
    if session["status"] != "complete" or session["payment_status"] != "unpaid":
        return None
    intent = payment_intents.get(work, session["payment_intent"])
    return intent if intent["status"] == "requires_action" else None


def pay_slip(work: Work, session_id: str, store: str = "lawson") -> Body:
    """The customer pays at this chain's counter; the session with its new state.

    SandboxError when there is no unpaid slip: it was paid, it has lapsed, or the session has none.
    """
    session = sessions.get(work, session_id)
    intent = _slip_of(work, session)
    tender = payment_intents.waiting_tender(work, intent)
    if store not in STORES or tender is None:
        raise SandboxError(f"There is no chain of convenience stores called {store}.")
    paid = Tender.of(tender.kept() | {"details": {"store": {"chain": store}}})
    charge = charges.create(work, intent, paid)
    payment_intents.succeed(work, intent, charge)
    return _settle(work, session, "paid", "checkout.session.async_payment_succeeded")


def lapse(work: Work, session_id: str) -> Body:
    """The slip was not paid in time; the session with its new state. SandboxError when there is no unpaid one."""
    session = sessions.get(work, session_id)
    payment_intents.fail(work, _slip_of(work, session), LAPSED)
    return _settle(work, session, "unpaid", "checkout.session.async_payment_failed")


def lapse_due(work: Work) -> int:
    """Let every slip lapse whose deadline and grace have passed; how many there were."""
    overdue = work.tx.execute(
        "SELECT session.id FROM object AS intent JOIN object AS session"
        " ON session.kind = 'checkout.session' AND session.body ->> '$.payment_intent' = intent.id"
        " WHERE intent.kind = 'payment_intent' AND intent.body ->> '$.status' = 'requires_action'"
        " AND intent.body ->> '$.next_action.konbini_display_details.expires_at' < ? ORDER BY intent.seq",
        (work.now - int(work.config.konbini_grace),),
    ).fetchall()
    for (session_id,) in overdue:
        lapse(work, session_id)
    return len(overdue)


def _slip_of(work: Work, session: Body) -> Body:
    intent = unpaid_slip(work, session)
    if intent is None:
        raise SandboxError(f"{session['id']} has no slip that waits to be paid.")
    return intent


def _settle(work: Work, session: Body, payment_status: str, event_type: str) -> Body:
    session["payment_status"] = payment_status
    work.tx.save(session)
    events.record(work, event_type, session)
    return session
