"""What a Checkout session says, in the shop's own words. The only place that knows Stripe's field names."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import stripe
from django.utils.translation import gettext as _

from shop.money.yen import format_yen
from shop.orders import states
from shop.orders.models import Order
from shop.payments.stripe_words import PAYMENT_STATUSES, in_words

YEN = "jpy"


@dataclass(frozen=True, slots=True)
class Slip:
    """What a customer needs at the convenience store. Stripe dates the deadline to the second; it is kept in UTC."""

    deadline: datetime
    url: str
    stores: dict[str, dict[str, str]]

    @property
    def numbers(self) -> dict[str, Any]:
        """What is kept with the attempt."""
        return {"url": self.url, "stores": self.stores}


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One Checkout session as Stripe has it now. `amount` in the smallest unit of `currency` (yen for "jpy").

    `method` is how it was paid ("card", "konbini" …; "" before), `is_returned`: all that was paid was given back since,
    `refunded_charge` the charge if any of it was, "" otherwise.
    """

    session_id: str
    order: str
    attempt: str
    amount: int | None
    currency: str
    livemode: bool
    state: str
    payment_ref: str
    url: str
    slip: "Slip | None" = None
    is_free: bool = False
    is_returned: bool = False
    method: str = ""
    refunded_charge: str = ""


def read_session(session: stripe.checkout.Session) -> SessionFacts:
    """Return the facts of `session`; its payment intent may be expanded, an id, or missing."""
    intent = session.payment_intent
    charge = _charge_of(intent)
    metadata = session.metadata.to_dict() if session.metadata else {}
    return SessionFacts(
        session_id=session.id,
        order=metadata.get("order", ""),
        attempt=metadata.get("attempt", ""),
        amount=session.amount_total,
        currency=session.currency or "",
        livemode=session.livemode,
        state=_state(session),
        payment_ref=(intent if isinstance(intent, str) else intent.id) if intent else session.id,
        # A no-cost order has no PaymentIntent: https://docs.stripe.com/payments/checkout/no-cost-orders
        is_free=session.payment_status == "no_payment_required",
        url=session.url or "",
        slip=_slip(intent),
        is_returned=charge is not None and charge.refunded,
        method=charge.payment_method_details.type if charge and charge.payment_method_details else "",
        refunded_charge=charge.id if charge and charge.amount_refunded else "",
    )


def _charge_of(intent: str | stripe.PaymentIntent | None) -> stripe.Charge | None:
    charge = intent.latest_charge if isinstance(intent, stripe.PaymentIntent) else None
    return charge if isinstance(charge, stripe.Charge) else None


def _state(session: stripe.checkout.Session) -> str:
    if session.payment_status in ("paid", "no_payment_required"):
        return states.PAID
    if session.status == "expired":
        return states.EXPIRED
    if session.status != "complete":
        return states.OPEN
    # Complete but unpaid: the buyer holds a slip and pays later, or did not in time. A complete session cannot be
    # paid again, so an intent that asks for another method is the proof that the slip has lapsed.
    intent = session.payment_intent
    lapsed = isinstance(intent, stripe.PaymentIntent) and intent.status in (
        "requires_payment_method",
        "canceled",
    )
    return states.KONBINI_LAPSED if lapsed else states.AWAITING_KONBINI


def _slip(intent: str | stripe.PaymentIntent | None) -> Slip | None:
    if not isinstance(intent, stripe.PaymentIntent):
        return None
    action = intent.to_dict().get("next_action") or {}
    details = action.get("konbini_display_details")
    if not details or not details.get("expires_at"):
        return None
    stores = {
        name: {key: str(value) for key, value in store.items() if value}
        for name, store in (details.get("stores") or {}).items()
        if store
    }
    deadline = datetime.fromtimestamp(details["expires_at"], tz=UTC)
    return Slip(deadline, details.get("hosted_voucher_url") or "", stores)


def mismatches(facts: SessionFacts, order: Order, attempt_n: int, *, livemode: bool) -> list[str]:
    """Return in what `facts` differ from what was ordered, a line each; anything at all means: do not fulfil."""
    free = in_words(PAYMENT_STATUSES, "no_payment_required")
    differences = (
        (facts.order != str(order.pk), _("注文ID"), facts.order, str(order.pk)),
        (facts.attempt != str(attempt_n), _("手続きの回"), facts.attempt, str(attempt_n)),
        (facts.amount != order.total, _("金額"), _sum(facts.amount, facts.currency), _sum(order.total, YEN)),
        (facts.currency != YEN, _("通貨"), facts.currency, YEN),
        (facts.livemode != livemode, _("環境"), _mode(facts.livemode), _mode(livemode)),
        (facts.is_free and order.total, _("支払い"), free, _sum(order.total, YEN)),
    )
    return [_line(name, theirs, ours) for differs, name, theirs, ours in differences if differs]


def _sum(amount: int | None, currency: str) -> str:
    """An amount in words; in another currency it comes in that one's smallest unit, which only Stripe knows."""
    if amount is None:
        return ""
    return format_yen(amount) if currency == YEN else f"{amount:,}（{currency}）"


def _mode(livemode: bool) -> str:
    return _("本番") if livemode else _("テスト")


def _line(name: str, theirs: str, ours: str) -> str:
    words = {"name": name, "theirs": theirs or _("なし"), "ours": ours}
    return _("%(name)sが違います。Stripe: %(theirs)s / 注文: %(ours)s") % words
