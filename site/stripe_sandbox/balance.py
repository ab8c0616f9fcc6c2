"""Balance transactions: what a dispute takes out of the account and may put back."""

from .ids import new_id
from .storage import Body

DISPUTE_FEE = 1500
"""Yen that Stripe keeps for handling a dispute in Japan, given back when it is won."""


def withdrawal(now: int, dispute: Body) -> Body:
    """The disputed amount and the fee leave the account."""
    return _adjustment(now, dispute, -dispute["amount"], DISPUTE_FEE, "Chargeback withdrawal")


def reinstatement(now: int, dispute: Body) -> Body:
    """The dispute was won: amount and fee come back."""
    return _adjustment(now, dispute, dispute["amount"], -DISPUTE_FEE, "Chargeback reversal")


def _adjustment(now: int, dispute: Body, amount: int, fee: int, description: str) -> Body:
    details = {
        "amount": fee,
        "application": None,
        "currency": dispute["currency"],
        "description": "Dispute fee",
        "type": "stripe_fee",
    }
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": now,
        "balance_type": "payments",
        "created": now,
        "currency": dispute["currency"],
        "description": f"{description} for {dispute['charge']}",
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [details],
        "net": amount - fee,
        "reporting_category": "dispute" if amount < 0 else "dispute_reversal",
        "source": dispute["id"],
        "status": "available",
        "type": "adjustment",
    }
