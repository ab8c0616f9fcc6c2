"""Refunds: never more than the charge, and not done before the money has really gone back."""

from typing import Any

from . import balance, charges, disputes, events, payment_intents
from .config import SandboxError
from .errors import StripeError, missing, not_played
from .ids import new_id
from .metadata import merged
from .storage import Body
from .work import Work

KIND = "refund"
CLAIM_SECONDS = 45 * 24 * 60 * 60
"""How long a customer who paid at a store may take to name a bank account."""
STEPS = {
    "requires_action": ("pending", "succeeded", "failed", "canceled"),
    "pending": ("succeeded", "failed"),
    "succeeded": ("failed",),
    "failed": (),
    "canceled": (),
}
"""Which state may follow which. Even a refund that has succeeded can come back from the customer's bank."""
GIVEN_UP = ("failed", "canceled")
_NOT_PLAYED = ("currency", "customer", "origin", "refund_application_fee", "reverse_transfer")


def get(work: Work, refund_id: str) -> Body:
    """The refund; StripeError 404 when there is none."""
    refund = work.tx.get(KIND, refund_id)
    if refund is None:
        raise missing(KIND, refund_id, "refund")
    return refund


def of_charge(work: Work, charge_id: str) -> list[Body]:
    """The refunds of this charge, oldest first."""
    return [found for found in work.tx.children(charge_id) if found["object"] == KIND]


def create(work: Work, params: dict[str, Any]) -> Body:
    """Give back a part of a charge, or all that is left of it; StripeError when that is not to be had."""
    for name in _NOT_PLAYED:
        if params.get(name):
            raise not_played(name, name)
    charge = _charge_of(work, params)
    amount = _amount(charge, params.get("amount"))
    refund = _new(work, charge, amount, params)
    if refund["status"] != "requires_action":
        refund["balance_transaction"] = balance.giving_back(work, refund)
    work.tx.add(refund, parent=charge["id"])
    _count(work, charge)
    events.record(work, "refund.created", refund)
    if refund["status"] == "succeeded":
        events.record(work, "charge.refunded", charge)
    return refund


def update(work: Work, refund_id: str, metadata: dict[str, str] | str | None) -> Body:
    """Change the metadata."""
    refund = get(work, refund_id)
    previous = {"metadata": refund["metadata"]}
    if metadata is not None:
        refund["metadata"] = merged(refund["metadata"], metadata)
        work.tx.save(refund)
        events.record(work, "refund.updated", refund, previous)
    return refund


def cancel(work: Work, refund_id: str) -> Body:
    """Take back a refund that waits for the customer; StripeError in any other state."""
    refund = get(work, refund_id)
    if refund["status"] != "requires_action":
        raise StripeError(
            f"Refund {refund_id} cannot be canceled because it has a status of {refund['status']}; only"
            " refunds with a status of requires_action can be."
        )
    return move(work, refund_id, "canceled")


def move(work: Work, refund_id: str, status: str) -> Body:
    """Push a refund on to its next state; SandboxError when it cannot go there."""
    refund = get(work, refund_id)
    if status not in STEPS[refund["status"]]:
        raise SandboxError(f"{refund_id} is {refund['status']} and cannot become {status}.")
    previous = {"status": refund["status"]}
    refund["status"] = status
    for name in ("next_action", "pending_reason"):
        refund.pop(name, None)
    if status == "pending":
        refund["pending_reason"] = "processing"
    if status in GIVEN_UP:
        refund["failure_reason"] = "merchant_request" if status == "canceled" else "declined"
    _balance(work, refund)
    work.tx.save(refund)
    charge = charges.get(work, refund["charge"])
    _count(work, charge)
    events.record(work, "refund.updated", refund, previous)
    if status == "succeeded":
        events.record(work, "charge.refunded", charge)
    if status == "failed":
        events.record(work, "refund.failed", refund)
    return refund


def _balance(work: Work, refund: Body) -> None:
    """The money leaves when the refund is under way, and comes back when it fails after that."""
    if refund["status"] in GIVEN_UP:
        if refund["balance_transaction"]:
            refund["failure_balance_transaction"] = balance.coming_back(work, refund)
    elif not refund["balance_transaction"]:
        refund["balance_transaction"] = balance.giving_back(work, refund)


def expire_due(work: Work) -> int:
    """Fail the refunds whose customers have not named a bank account in time; how many there were."""
    overdue = work.tx.matching(
        "kind = 'refund' AND body ->> '$.status' = 'requires_action'"
        " AND body ->> '$.next_action.display_details.expires_at' <= ?",
        work.now,
    )
    for refund in overdue:
        move(work, refund["id"], "failed")
    return len(overdue)


def _charge_of(work: Work, params: dict[str, Any]) -> Body:
    if ("charge" in params) == ("payment_intent" in params):
        raise StripeError("Exactly one of `charge` and `payment_intent` must be given.", param="charge")
    if "charge" in params:
        charge = charges.get(work, params["charge"])
    else:
        intent = payment_intents.get(work, params["payment_intent"])
        found = charges.of_intent(work, intent["id"])
        if found is None:
            raise StripeError(
                f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                param="payment_intent",
            )
        charge = found
    if not charge["paid"]:
        raise StripeError(f"Charge {charge['id']} has not been paid.", code="charge_not_refundable")
    if any(not dispute["is_charge_refundable"] for dispute in disputes.of_charge(work, charge["id"])):
        raise StripeError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    return charge


def _amount(charge: Body, asked: int | None) -> int:
    left = charge["amount"] - charge["amount_refunded"]
    if not left:
        raise StripeError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if asked is None:
        return left
    if asked < 1:
        raise StripeError("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if asked > left:
        raise StripeError(
            f"Refund amount (¥{asked:,}) is greater than unrefunded amount on charge (¥{left:,})",
            param="amount",
        )
    return asked


def _count(work: Work, charge: Body) -> None:
    """What is on its way back counts as refunded, so that no more can follow than there is."""
    refunded = sum(r["amount"] for r in of_charge(work, charge["id"]) if r["status"] not in GIVEN_UP)
    charge |= {"amount_refunded": refunded, "refunded": refunded == charge["amount"]}
    work.tx.save(charge)


def _new(work: Work, charge: Body, amount: int, params: dict[str, Any]) -> Body:
    """Fields that Stripe leaves out while they mean nothing (reasons, next action) are left out here too."""
    refund: Body = {
        "id": new_id("re" if charge["id"].startswith("ch_") else "pyr"),
        "object": KIND,
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": work.now,
        "currency": charge["currency"],
        "metadata": merged({}, params.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
    method = charge["payment_method_details"]["type"]
    if "instructions_email" in params:
        refund["instructions_email"] = params["instructions_email"]
    if method == "card":
        refund["destination_details"] = {"type": "card", "card": {"type": "refund"}}
    if method == "konbini":
        email = params.get("instructions_email", charge["billing_details"]["email"])
        refund |= _ask_for_account(work.now, email)
    elif work.tx.private(charge["id"])["slow_refund"]:
        refund |= {"status": "pending", "pending_reason": "processing"}
    return refund


def _ask_for_account(now: int, email: str) -> Body:
    """A store cannot give money back: Stripe asks the customer by e-mail for a bank account."""
    return {
        "destination_details": {"type": "jp_bank_transfer", "jp_bank_transfer": {}},
        "instructions_email": email,
        "next_action": {
            "type": "display_details",
            "display_details": {
                "email_sent": {"email_sent_at": now, "email_sent_to": email},
                "expires_at": now + CLAIM_SECONDS,
            },
        },
        "status": "requires_action",
    }
