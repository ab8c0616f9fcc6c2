"""PaymentIntents: one for each session that somebody tried to pay."""

from typing import Any

from . import events
from .errors import missing
from .ids import new_id
from .metadata import merged
from .storage import Body
from .tenders import Tender
from .work import Work

KIND = "payment_intent"


def get(work: Work, intent_id: str) -> Body:
    """The PaymentIntent; StripeError 404 when there is none."""
    intent = work.tx.get(KIND, intent_id)
    if intent is None:
        raise missing(KIND, intent_id, "intent")
    return intent


def create(work: Work, session: Body, asked: dict[str, Any]) -> Body:
    """Make the PaymentIntent of a session; `asked` is what its `payment_intent_data` said."""
    intent_id = new_id("pi")
    intent: Body = {
        "id": intent_id,
        "object": KIND,
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": asked.get("capture_method", "automatic_async"),
        "client_secret": new_id(f"{intent_id}_secret"),
        "confirmation_method": "automatic",
        "created": work.now,
        "currency": session["currency"],
        "customer": None,
        "customer_account": None,
        "description": asked.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "managed_payments": {"enabled": False},
        "metadata": merged({}, asked.get("metadata")),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": _options(session),
        "payment_method_types": session["payment_method_types"],
        "processing": None,
        "receipt_email": asked.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": _shipping(asked.get("shipping")),
        "source": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": asked.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }
    work.tx.add(intent)
    events.record(work, "payment_intent.created", intent)
    return intent


def require_action(work: Work, intent: Body, tender: Tender, next_action: Body) -> None:
    """The customer must do something before the tender can be charged; it is kept until then."""
    intent |= {
        "last_payment_error": None,
        "next_action": next_action,
        "payment_method": tender.payment_method,
        "status": "requires_action",
    }
    work.tx.save(intent)
    work.tx.remember(intent["id"], {"tender": tender.kept()})
    events.record(work, "payment_intent.requires_action", intent)


def waiting_tender(work: Work, intent: Body) -> Tender | None:
    """What waits for the customer to do something; None when nothing does."""
    if intent["status"] != "requires_action":
        return None
    return Tender.of(work.tx.private(intent["id"])["tender"])


def succeed(work: Work, intent: Body, charge: Body) -> None:
    """The money has come in with this charge."""
    intent |= {
        "amount_received": charge["amount"],
        "last_payment_error": None,
        "latest_charge": charge["id"],
        "next_action": None,
        "payment_method": charge["payment_method"],
        "status": "succeeded",
    }
    work.tx.save(intent)
    events.record(work, "payment_intent.succeeded", intent)


def fail(work: Work, intent: Body, error: Body, charge: Body | None = None) -> None:
    """A try has failed; the intent waits for another payment method. `error` is in the form of Stripe's errors."""
    intent |= {
        "last_payment_error": error | ({"charge": charge["id"]} if charge else {}),
        "latest_charge": charge["id"] if charge else intent["latest_charge"],
        "next_action": None,
        "payment_method": None,
        "status": "requires_payment_method",
    }
    work.tx.save(intent)
    events.record(work, "payment_intent.payment_failed", intent)


def cancel_expired(work: Work, intent_id: str) -> None:
    """The session ran out before anybody paid: its intent can no longer be paid either."""
    intent = get(work, intent_id)
    intent |= {
        "status": "canceled",
        "canceled_at": work.now,
        "cancellation_reason": "expired",
        "next_action": None,
    }
    work.tx.save(intent)
    events.record(work, "payment_intent.canceled", intent)


def _options(session: Body) -> Body:
    """How each method on offer is to be used, as the session asked for it."""
    konbini = session["payment_method_options"].get("konbini", {})
    known: Body = {
        "card": {"request_three_d_secure": "automatic"},
        "konbini": {
            "confirmation_number": None,
            "expires_after_days": konbini.get("expires_after_days"),
            "expires_at": None,
            "product_description": None,
        },
        "paypay": {},
    }
    return {method: known[method] for method in session["payment_method_types"]}


def _shipping(asked: dict[str, Any] | None) -> Body | None:
    if asked is None:
        return None
    nothing = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    unset = {"carrier": None, "phone": None, "tracking_number": None}
    return unset | asked | {"address": nothing | asked["address"]}
