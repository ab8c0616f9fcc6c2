"""What the page for people shows: each session with what can happen to it next, in Japanese."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from . import charges, disputes, konbini, refunds, sessions
from .slips import JST
from .storage import Body
from .work import Work

SHOWN = 50
REFUND_STATES = {
    "pending": "処理中",
    "requires_action": "お客様の口座情報を待っています",
    "succeeded": "返金済み",
    "failed": "失敗",
    "canceled": "取り消し",
}
DISPUTE_STATES = {
    "needs_response": "回答を待っています",
    "under_review": "審査中",
    "won": "お店の勝ち",
    "lost": "お店の負け",
}
_METHODS = {"card": "カード", "konbini": "コンビニ", "paypay": "PayPay"}


@dataclass(frozen=True)
class Row:
    """One session. `slip_until` is set while its slip can be paid, `charge` once there is money."""

    session: Body
    reference: str
    state: str
    method: str
    slip_until: datetime | None
    charge: Body | None
    refunds: list[Body]
    disputes: list[Body]

    @classmethod
    def of(cls, work: Work, session: Body) -> Self:
        """Gather what belongs to a session."""
        intent = konbini.unpaid_slip(work, session)
        until = intent and intent["next_action"]["konbini_display_details"]["expires_at"]
        charge = session["payment_intent"] and charges.of_intent(work, session["payment_intent"])
        method = charge["payment_method_details"]["type"] if charge else "konbini" if intent else ""
        return cls(
            session=work.shown(session),
            reference=session["client_reference_id"] or session["metadata"].get("order", ""),
            state=_state(session, waits_for_store=intent is not None),
            method=_METHODS.get(method, ""),
            slip_until=datetime.fromtimestamp(until, JST) if until else None,
            charge=charge or None,
            refunds=refunds.of_charge(work, charge["id"]) if charge else [],
            disputes=disputes.of_charge(work, charge["id"]) if charge else [],
        )

    @property
    def refundable(self) -> int:
        """Yen that can still be given back."""
        if self.charge is None or any(not dispute["is_charge_refundable"] for dispute in self.disputes):
            return 0
        return self.charge["amount"] - self.charge["amount_refunded"]

    @property
    def disputable(self) -> bool:
        """Whether the card holder can still dispute the payment."""
        return self.method == "カード" and self.refundable > 0 and not self.disputes


def rows(work: Work) -> list[Row]:
    """The newest sessions, newest first."""
    newest = work.tx.matching(
        "kind = ? AND seq IN (SELECT seq FROM object WHERE kind = ? ORDER BY seq DESC LIMIT ?)",
        sessions.KIND,
        sessions.KIND,
        SHOWN,
    )
    return [Row.of(work, session) for session in reversed(newest)]


def refund_steps(refund: Body) -> list[tuple[str, str]]:
    """The states this refund can be pushed to, with the words on the button."""
    words = {"succeeded": "返金を成功にする", "failed": "返金を失敗にする", "canceled": "返金を取り消す"}
    return [(state, words[state]) for state in refunds.STEPS[refund["status"]] if state in words]


def _state(session: Body, *, waits_for_store: bool) -> str:
    if session["status"] == "open":
        return "支払い待ち（お支払いページを開いています）"
    if session["status"] == "expired":
        return "期限切れ"
    if session["payment_status"] == "unpaid":
        return "コンビニでの支払い待ち" if waits_for_store else "コンビニの期限切れ"
    return "支払い済み" if session["payment_status"] == "paid" else "無料の注文"
