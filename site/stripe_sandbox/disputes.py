"""Disputes: a card holder denies a payment, the money leaves at once, and the shop wins it back or does not."""

from . import balance, charges, events
from .config import SandboxError
from .errors import missing
from .ids import new_id
from .storage import Body
from .work import Work

KIND = "dispute"
ANSWER_SECONDS = 7 * 24 * 60 * 60
"""How long the shop may send evidence."""
_EVIDENCE = (
    "access_activity_log",
    "appeal",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
)


def get(work: Work, dispute_id: str) -> Body:
    """The dispute; StripeError 404 when there is none."""
    dispute = work.tx.get(KIND, dispute_id)
    if dispute is None:
        raise missing(KIND, dispute_id, "dispute")
    return dispute


def of_charge(work: Work, charge_id: str) -> list[Body]:
    """The disputes about this charge, oldest first."""
    return [found for found in work.tx.children(charge_id) if found["object"] == KIND]


def open_dispute(work: Work, charge_id: str, reason: str = "fraudulent") -> Body:
    """The card holder denies what is left of the payment; the money leaves the account at once.

    SandboxError when the charge cannot be disputed: not by card, not paid, refunded, or disputed already.
    """
    charge = charges.get(work, charge_id)
    amount = charge["amount"] - charge["amount_refunded"]
    if charge["payment_method_details"]["type"] != "card":
        raise SandboxError("Only card payments are disputed in the sandbox.")
    if not charge["paid"] or not amount or charge["disputed"]:
        raise SandboxError(f"{charge_id} is unpaid, refunded or disputed already.")
    charge["disputed"] = True
    work.tx.save(charge)
    dispute = _new(work, charge, amount, reason)
    work.tx.add(dispute, parent=charge_id)
    events.record(work, "charge.dispute.created", dispute)
    dispute["balance_transactions"] = [balance.withdrawal(work, dispute)]
    work.tx.save(dispute)
    events.record(work, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def send_evidence(work: Work, dispute_id: str) -> Body:
    """The shop has answered in the Dashboard: the bank looks into it. SandboxError when it may not any more."""
    dispute = _undecided(work, dispute_id, ("needs_response",))
    previous = {"status": dispute["status"], "evidence_details": dict(dispute["evidence_details"])}
    dispute["status"] = "under_review"
    dispute["evidence_details"] |= {
        "has_evidence": True,
        "submission_count": 1,
        "submission_method": "manual",
    }
    work.tx.save(dispute)
    events.record(work, "charge.dispute.updated", dispute, previous)
    return dispute


def close(work: Work, dispute_id: str, *, won: bool) -> Body:
    """The bank has decided. Won: the money comes back. SandboxError when it was decided before."""
    dispute = _undecided(work, dispute_id, ("needs_response", "under_review"))
    previous = {"status": dispute["status"]}
    dispute["status"] = "won" if won else "lost"
    work.tx.save(dispute)
    events.record(work, "charge.dispute.closed", dispute, previous)
    if won:
        dispute["balance_transactions"].append(balance.reinstatement(work, dispute))
        dispute["is_charge_refundable"] = True
        work.tx.save(dispute)
        events.record(work, "charge.dispute.funds_reinstated", dispute)
    return dispute


def _undecided(work: Work, dispute_id: str, states: tuple[str, ...]) -> Body:
    dispute = get(work, dispute_id)
    if dispute["status"] not in states:
        raise SandboxError(f"{dispute_id} is {dispute['status']}; that can no longer be done.")
    return dispute


def _new(work: Work, charge: Body, amount: int, reason: str) -> Body:
    card = charge["payment_method_details"]["card"]
    return {
        "id": new_id("du"),
        "object": KIND,
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": work.now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": dict.fromkeys(_EVIDENCE) | {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": work.now + ANSWER_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "intended_submission_method": None,
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "network_reason_code": "10.4",
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {
                "brand": card["brand"],
                "case_type": "chargeback",
                "network": card["brand"],
                "network_reason_code": "10.4",
            },
            "type": "card",
        },
        "reason": reason,
        "status": "needs_response",
    }
