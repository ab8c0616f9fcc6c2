"""Paying a session: the one place where money moves, in one transaction that only an open session passes."""

from enum import Enum

from . import charges, events, payment_intents, sessions
from .cards import CardPayment
from .storage import Body
from .work import Work


class Outcome(Enum):
    """What came of a try to pay."""

    PAID = "paid"
    DECLINED = "declined"
    NOT_OPEN = "not open"


def pay(work: Work, session_id: str, payment: CardPayment) -> Outcome:
    """Try the card on the session. After a decline it stays open, and the next try uses the same intent."""
    session = sessions.get(work, session_id)
    if session["status"] != "open":
        return Outcome.NOT_OPEN
    intent = _intent_of(work, session)
    charge = charges.create(work, intent, payment)
    if not charge["paid"]:
        payment_intents.fail(work, intent, charge)
        return Outcome.DECLINED
    payment_intents.succeed(work, intent, charge)
    _complete(work, session, payment)
    return Outcome.PAID


def _intent_of(work: Work, session: Body) -> Body:
    if session["payment_intent"]:
        return payment_intents.get(work, session["payment_intent"])
    asked = work.tx.private(session["id"])["payment_intent_data"]
    intent = payment_intents.create(work, session, asked)
    session["payment_intent"] = intent["id"]
    work.tx.save(session)
    return intent


def _complete(work: Work, session: Body, payment: CardPayment) -> None:
    session |= {
        "status": "complete",
        "payment_status": "paid",
        "collected_information": {"business_name": None, "individual_name": None, "shipping_details": None},
        "customer_details": {
            "address": charges.billing_address(),
            "business_name": None,
            "email": payment.email,
            "individual_name": None,
            "name": payment.name,
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": [],
        },
    }
    work.tx.save(session)
    events.record(work, "checkout.session.completed", session)
