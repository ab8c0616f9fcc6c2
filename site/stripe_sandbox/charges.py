"""Charges: each try to take the money, whether it came in or not."""

from . import balance, events
from .errors import missing
from .ids import new_id
from .storage import Body
from .tenders import Tender
from .work import Work

KIND = "charge"


def get(work: Work, charge_id: str) -> Body:
    """The charge; StripeError 404 when there is none."""
    charge = work.tx.get(KIND, charge_id)
    if charge is None:
        raise missing(KIND, charge_id, "charge")
    return charge


def create(work: Work, intent: Body, tender: Tender) -> Body:
    """Try to take the money: the charge succeeds or fails as the tender says."""
    decline_code = tender.decline_code
    paid = decline_code is None
    card = tender.method == "card"
    details = tender.details | ({"amount_authorized": intent["amount"]} if card and paid else {})
    charge: Body = {
        "id": new_id("ch" if card else "py"),
        "object": KIND,
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": {
            "address": billing_address(tender),
            "email": tender.email,
            "name": tender.name,
            "phone": tender.phone,
            "tax_id": None,
        },
        "calculated_statement_descriptor": "STRIPE SANDBOX" if card else None,
        "captured": paid,
        "created": work.now,
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None if paid else "card_declined",
        "failure_message": None if paid else _failure_message(decline_code),
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "on_behalf_of": None,
        "outcome": _outcome(decline_code),
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": tender.payment_method,
        "payment_method_details": {tender.method: details, "type": tender.method},
        "radar_options": {},
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": intent["shipping"],
        "source": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": "succeeded" if paid else "failed",
        "transfer_data": None,
        "transfer_group": None,
    }
    if paid:
        # Stripe may take an hour for it with automatic_async; here it is there at once.
        charge["balance_transaction"] = balance.sale(work, charge)
    work.tx.add(charge, parent=intent["id"], private={"slow_refund": tender.slow_refund})
    events.record(work, "charge.succeeded" if paid else "charge.failed", charge)
    return charge


def of_intent(work: Work, intent_id: str) -> Body | None:
    """The charge with which this PaymentIntent was paid; None while it is not."""
    paid = [c for c in work.tx.children(intent_id) if c["object"] == KIND and c["status"] == "succeeded"]
    return paid[0] if paid else None


def billing_address(tender: Tender) -> Body:
    """What Checkout learns of the address: the country from a Japanese card form, else nothing."""
    unknown = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return unknown | ({"country": "JP"} if tender.method == "card" else {})


def _failure_message(decline_code: str | None) -> str:
    if decline_code == "insufficient_funds":
        return "Your card has insufficient funds."
    return "Your card was declined."


def _outcome(decline_code: str | None) -> Body:
    paid = decline_code is None
    return {
        "advice_code": None if paid else "try_again_later",
        "network_advice_code": None,
        "network_decline_code": None if paid else "01",
        "network_status": "approved_by_network" if paid else "declined_by_network",
        "reason": decline_code,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "Payment complete." if paid else "The bank did not return any further details.",
        "type": "authorized" if paid else "issuer_declined",
    }
