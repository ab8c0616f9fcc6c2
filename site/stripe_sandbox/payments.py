"""Paying a session: the one place where money moves, in one transaction that only an open session passes."""

from dataclasses import replace
from enum import Enum

from . import cards, charges, disputes, payment_intents, sessions
from .slips import make_slip
from .storage import Body
from .tenders import Tender
from .work import Work


class Outcome(Enum):
    """What came of a try to pay."""

    PAID = "paid"
    DECLINED = "declined"
    APPROVAL = "the customer must approve it first"
    SLIP = "the customer has a slip to pay at a store"
    NOT_OPEN = "not open"
    OUTDATED = "another try has taken its place"


DECLINED = {
    "type": "card_error",
    "code": "card_declined",
    "doc_url": "https://stripe.com/docs/error-codes/card-declined",
}
NOT_APPROVED = {
    "type": "invalid_request_error",
    "code": "payment_intent_authentication_failure",
    "doc_url": "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
    "message": "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a"
    " new PaymentMethod to attempt to fulfill this PaymentIntent again.",
}


def pay(work: Work, session_id: str, tender: Tender) -> Outcome:
    """Offer this tender for the session. After a failure it stays open, and the next try uses the same intent."""
    session = sessions.get(work, session_id)
    if session["status"] != "open":
        return Outcome.NOT_OPEN
    intent = _intent_of(work, session)
    if tender.method == "konbini":
        payment_intents.require_action(work, intent, tender, make_slip(work.now, session, tender))
        sessions.complete(work, session, "unpaid", tender)
        return Outcome.SLIP
    if tender.approval:
        page = {"return_url": session_path(session_id), "url": f"/c/approve/{session_id}"}
        action = {"type": "redirect_to_url", "redirect_to_url": page}
        payment_intents.require_action(work, intent, tender, action)
        return Outcome.APPROVAL
    return _charge(work, session, intent, tender)


def approve(work: Work, session_id: str, attempt: str, *, accepted: bool) -> Outcome:
    """The customer's answer on the page of the bank or wallet.

    `attempt` is the payment method the page was about: by the time of the answer the customer may have begun
    something else in another tab, and that must not be approved by mistake.
    """
    session = sessions.get(work, session_id)
    if session["status"] != "open":
        return Outcome.NOT_OPEN
    tender = waiting(work, session)
    if tender is None or tender.payment_method != attempt:
        return Outcome.OUTDATED
    intent = payment_intents.get(work, session["payment_intent"])
    if not accepted:
        payment_intents.fail(work, intent, NOT_APPROVED)
        return Outcome.DECLINED
    if tender.method == "card":
        tender = replace(tender, details=cards.authenticated(tender.details))
    return _charge(work, session, intent, tender)


def waiting(work: Work, session: Body) -> Tender | None:
    """What the customer of this session has yet to approve or to pay at a store."""
    if not session["payment_intent"]:
        return None
    return payment_intents.waiting_tender(work, payment_intents.get(work, session["payment_intent"]))


def take_free_order(work: Work, session_id: str, email: str) -> Outcome:
    """Complete a session that costs nothing: no PaymentIntent, no charge."""
    session = sessions.get(work, session_id)
    if session["status"] != "open":
        return Outcome.NOT_OPEN
    sessions.complete(work, session, "no_payment_required", Tender("none", email))
    return Outcome.PAID


def session_path(session_id: str) -> str:
    """The address of the pay page on this server."""
    return f"/c/pay/{session_id}"


def _charge(work: Work, session: Body, intent: Body, tender: Tender) -> Outcome:
    charge = charges.create(work, intent, tender)
    if not charge["paid"]:
        error = DECLINED | {"decline_code": tender.decline_code, "message": charge["failure_message"]}
        payment_intents.fail(work, intent, error, charge)
        return Outcome.DECLINED
    payment_intents.succeed(work, intent, charge)
    sessions.complete(work, session, "paid", tender)
    if tender.disputed:
        disputes.open_dispute(work, charge["id"])
    return Outcome.PAID


def _intent_of(work: Work, session: Body) -> Body:
    if session["payment_intent"]:
        return payment_intents.get(work, session["payment_intent"])
    asked = work.tx.private(session["id"])["payment_intent_data"]
    intent = payment_intents.create(work, session, asked)
    session["payment_intent"] = intent["id"]
    work.tx.save(session)
    return intent
