"""Balance transactions: every movement of the account's money, with what Stripe keeps of it.

Fees are plausible, not a price list: Stripe's own depend on the contract.
"""

from .errors import missing
from .ids import new_id
from .storage import Body
from .work import Work

KIND = "balance_transaction"
FEE_PERCENT_TIMES_TEN = 36
"""3.6 %, rounded to the yen: what a sale costs in Japan, by card or otherwise."""
HOLD_SECONDS = 4 * 24 * 60 * 60
"""How long money from a sale is pending. Stripe counts business days."""

DISPUTE_FEE = 1500
"""Yen that Stripe keeps for handling a dispute in Japan, given back when it is won."""


def sale(work: Work, charge: Body) -> str:
    """A charge has come in; the id of its transaction."""
    kind = "charge" if charge["id"].startswith("ch_") else "payment"
    fee = (charge["amount"] * FEE_PERCENT_TIMES_TEN + 500) // 1000
    made = _new(work.now, charge, charge["amount"], fee)
    made |= {"type": kind, "reporting_category": kind, "description": charge["description"]}
    made |= {"available_on": work.now + HOLD_SECONDS, "status": "pending"}
    return _keep(work, made, charge["id"])


def giving_back(work: Work, refund: Body) -> str:
    """A refund leaves the account; the fee of the sale stays with Stripe. The id of its transaction."""
    kind = "refund" if refund["id"].startswith("re_") else "payment_refund"
    made = _new(work.now, refund, -refund["amount"], 0)
    made |= {"type": kind, "reporting_category": "refund", "description": "REFUND"}
    return _keep(work, made, refund["id"])


def coming_back(work: Work, refund: Body) -> str:
    """A refund has failed: its money is in the account again. The id of its transaction."""
    kind = "refund_failure" if refund["id"].startswith("re_") else "payment_failure_refund"
    made = _new(work.now, refund, refund["amount"], 0)
    made |= {"type": kind, "reporting_category": "refund_failure", "description": "REFUND FAILURE"}
    return _keep(work, made, refund["id"])


def withdrawal(work: Work, dispute: Body) -> Body:
    """The disputed amount and the fee leave the account."""
    return _adjustment(work, dispute, -dispute["amount"], DISPUTE_FEE, "Chargeback withdrawal")


def reinstatement(work: Work, dispute: Body) -> Body:
    """The dispute was won: amount and fee come back."""
    return _adjustment(work, dispute, dispute["amount"], -DISPUTE_FEE, "Chargeback reversal")


def get(work: Work, transaction_id: str) -> Body:
    """The balance transaction; StripeError 404 when there is none."""
    found = work.tx.get(KIND, transaction_id)
    if found is None:
        raise missing(KIND, transaction_id, "id")
    return found


def release_due(work: Work) -> None:
    """Money that was pending for long enough is available."""
    for body in work.tx.matching(
        "kind = 'balance_transaction' AND body ->> '$.status' = 'pending' AND body ->> '$.available_on' <= ?",
        work.now,
    ):
        body["status"] = "available"
        work.tx.save(body)


def _adjustment(work: Work, dispute: Body, amount: int, fee: int, what: str) -> Body:
    category = "dispute" if amount < 0 else "dispute_reversal"
    made = _new(work.now, dispute, amount, fee)
    made |= {"reporting_category": category, "description": f"{what} for {dispute['charge']}"}
    made["fee_details"][0]["description"] = "Dispute fee"
    _keep(work, made, dispute["id"])
    return made


def _keep(work: Work, made: Body, parent: str) -> str:
    work.tx.add(made, parent=parent)
    return made["id"]


def _new(now: int, source: Body, amount: int, fee: int) -> Body:
    details = {
        "amount": fee,
        "application": None,
        "currency": source["currency"],
        "description": "Stripe processing fees",
        "type": "stripe_fee",
    }
    return {
        "id": new_id("txn"),
        "object": KIND,
        "amount": amount,
        "available_on": now,
        "balance_type": "payments",
        "created": now,
        "currency": source["currency"],
        "description": None,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [details] if fee else [],
        "net": amount - fee,
        "reporting_category": "other_adjustment",
        "source": source["id"],
        "status": "available",
        "type": "adjustment",
    }
