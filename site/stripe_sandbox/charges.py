"""Charges: each try to take the money, whether it came in or not."""

import hashlib

from . import events
from .cards import CardPayment
from .errors import missing
from .ids import new_id
from .storage import Body
from .work import Work

KIND = "charge"


def get(work: Work, charge_id: str) -> Body:
    """The charge; StripeError 404 when there is none."""
    charge = work.tx.get(KIND, charge_id)
    if charge is None:
        raise missing(KIND, charge_id, "charge")
    return charge


def create(work: Work, intent: Body, payment: CardPayment) -> Body:
    """Try the card: the charge succeeds or fails as the test card says."""
    decline_code = payment.card.decline_code
    paid = decline_code is None
    charge: Body = {
        "id": new_id("ch"),
        "object": KIND,
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": {
            "address": billing_address(),
            "email": payment.email,
            "name": payment.name,
            "phone": None,
            "tax_id": None,
        },
        "calculated_statement_descriptor": "STRIPE SANDBOX",
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
        "payment_method": new_id("pm"),
        "payment_method_details": {"card": _card(payment, intent["amount"]), "type": "card"},
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
    work.tx.add(charge, parent=intent["id"])
    events.record(work, "charge.succeeded" if paid else "charge.failed", charge)
    return charge


def billing_address() -> Body:
    """What Checkout learns of the address from a Japanese card form: the country, nothing else."""
    return dict.fromkeys(("city", "line1", "line2", "postal_code", "state")) | {"country": "JP"}


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


def _card(payment: CardPayment, amount: int) -> Body:
    number = payment.card.number
    return {
        "amount_authorized": amount if payment.card.decline_code is None else None,
        "authorization_code": None,
        "brand": payment.card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "JP",
        "exp_month": payment.exp_month,
        "exp_year": payment.exp_year,
        "fingerprint": hashlib.sha256(number.encode()).hexdigest()[:16],
        "funding": "credit",
        "installments": None,
        "last4": number[-4:],
        "mandate": None,
        "network": payment.card.brand,
        "network_token": {"used": False},
        "network_transaction_id": None,
        "regulated_status": "unregulated",
        "three_d_secure": None,
        "wallet": None,
    }
