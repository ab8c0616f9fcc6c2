"""What happens outside the shop and outside Stripe's API: counters, banks, the Dashboard, and time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from . import cards, disputes, konbini, payments, refunds, sessions
from .config import SandboxError
from .delivery import WebhookSender
from .engine import Engine
from .errors import StripeError
from .storage import Body
from .tenders import Tender
from .work import Work


class Control:
    """The levers of one running sandbox. Each raises SandboxError when what it asks cannot happen."""

    def __init__(self, engine: Engine, sender: WebhookSender):
        self._engine = engine
        self._sender = sender

    def advance(self, seconds: float) -> Body:
        """Move the clock ahead; sessions, slips and refunds that become due run out."""
        return {"now": self._engine.clock.advance(seconds), "ahead": self._engine.clock.ahead}

    def pay_by_card(self, session: str, number: str = "4242424242424242") -> Body:
        """Pay an open session with a test card, as on the pay page; the session with its new state.

        A declined card leaves it open; so does one that asks for 3-D Secure, until its page is answered.
        """
        if number not in cards.TEST_CARDS:
            raise SandboxError(f"{number} is not a test card of the sandbox.")
        return self._pay(session, cards.sample_tender(self._engine.clock(), number))

    def pay_by_paypay(self, session: str) -> Body:
        """Pay an open session with PayPay, approved at once; the session with its new state."""
        return self._pay(session, Tender("paypay", cards.SAMPLE_EMAIL))

    def take_slip(self, session: str, phone: str | None = None) -> Body:
        """Choose the convenience store for an open session; it is then complete and unpaid."""
        return self._pay(session, Tender("konbini", cards.SAMPLE_EMAIL, "テスト 太郎", phone))

    def expire_session(self, session: str) -> Body:
        """Let an open session run out now."""
        with self._work() as work:
            return sessions.expire(work, session)

    def pay_slip(self, session: str, store: str = "lawson") -> Body:
        """The customer pays the slip at a store; the session with its new state."""
        with self._work() as work:
            return konbini.pay_slip(work, session, store)

    def lapse_slip(self, session: str) -> Body:
        """The slip's deadline has passed; the session with its new state."""
        with self._work() as work:
            return konbini.lapse(work, session)

    def refund(self, charge: str, amount: int | None = None) -> Body:
        """Somebody refunds a charge in the Dashboard: all that is left of it, or this many yen."""
        with self._work() as work:
            return refunds.create(work, {"charge": charge} | ({} if amount is None else {"amount": amount}))

    def move_refund(self, refund: str, status: str) -> Body:
        """Push a refund to `pending`, `succeeded`, `failed` or `canceled`."""
        with self._work() as work:
            return refunds.move(work, refund, status)

    def open_dispute(self, charge: str, reason: str = "fraudulent") -> Body:
        """The card holder disputes a payment."""
        with self._work() as work:
            return disputes.open_dispute(work, charge, reason)

    def send_evidence(self, dispute: str) -> Body:
        """The shop answers a dispute in the Dashboard; the bank looks into it."""
        with self._work() as work:
            return disputes.send_evidence(work, dispute)

    def win_dispute(self, dispute: str) -> Body:
        """The bank decides for the shop; the money comes back."""
        with self._work() as work:
            return disputes.close(work, dispute, won=True)

    def lose_dispute(self, dispute: str) -> Body:
        """The bank decides for the card holder."""
        with self._work() as work:
            return disputes.close(work, dispute, won=False)

    def redeliver(self, event: str) -> Body:
        """Send an event to the shop again."""
        return {"status": self._sender.send_now(event)}

    def _pay(self, session_id: str, tender: Tender) -> Body:
        with self._work() as work:
            session = sessions.get(work, session_id)
            if tender.method not in session["payment_method_types"]:
                raise SandboxError(f"{session_id} does not offer {tender.method}.")
            own_email = session["customer_email"] or tender.email
            if payments.pay(work, session_id, replace(tender, email=own_email)) is payments.Outcome.NOT_OPEN:
                raise SandboxError(f"{session_id} is no longer open.")
            return sessions.get(work, session_id)

    @contextmanager
    def _work(self) -> Iterator[Work]:
        try:
            with self._engine.work() as work:
                yield work
        except StripeError as error:
            raise SandboxError(error.message) from error


def actions(control: Control) -> dict[str, Any]:
    """The levers by their names."""
    return {name: getattr(control, name) for name in vars(Control) if not name.startswith("_")}
