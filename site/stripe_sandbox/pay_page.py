"""The page on which the customer pays: plain HTML, no script, in Japanese."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from flask import Blueprint, Response, make_response, redirect, render_template, request

from . import cards, line_items, sessions
from .cards import TEST_CARDS, CardPayment
from .engine import Engine
from .errors import StripeError
from .payments import Outcome, pay
from .session_rules import is_email
from .storage import Body
from .work import Work

DECLINED = "カードが拒否されました"
_DECLINE_ADVICE = {
    "generic_decline": "別のカードでもう一度お試しください。",
    "insufficient_funds": "残高が不足しています。別のカードでもう一度お試しください。",
}

# No form-action: browsers apply it to the redirect after the form too, and that leads to the shop.
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@dataclass
class PayForm:
    """What the customer typed, and what is wrong with it, by the name of the field."""

    number: str
    expiry: str
    cvc: str
    name: str
    email: str
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def prefilled(cls, session: Body, now: float) -> Self:
        """The form as it is first shown: a card that pays, good for years."""
        year = datetime.fromtimestamp(now, UTC).year + 3
        number = next(iter(TEST_CARDS.values())).grouped
        return cls(number, f"12 / {year % 100:02}", "123", "TARO TEST", session["customer_email"] or "")

    @classmethod
    def submitted(cls, session: Body) -> Self:
        """The form as it was sent. An e-mail address the shop has given cannot be changed here."""

        def typed(name: str) -> str:
            return request.form.get(name, "").strip()

        email = session["customer_email"] or typed("email")
        return cls(typed("number"), typed("expiry"), typed("cvc"), typed("name"), email)

    def payment(self, now: float) -> CardPayment | None:
        """The card to try; None after filling `errors` when something must be corrected first."""
        number = cards.read_number(self.number)
        expiry = cards.read_expiry(self.expiry)
        found = {
            "email": None if is_email(self.email) else "メールアドレスを正しく入力してください",
            "number": cards.number_error(number),
            "expiry": cards.expiry_error(expiry, now),
            "cvc": cards.cvc_error(self.cvc),
            "name": None if self.name else "カード名義人を入力してください",
        }
        self.errors = {name: message for name, message in found.items() if message}
        if self.errors or expiry is None:
            return None
        return CardPayment(TEST_CARDS[number], *expiry, self.name, self.email)


def make_pay_page(engine: Engine) -> Blueprint:
    """The routes under /c/pay."""
    page = Blueprint("pay_page", __name__, url_prefix="/c/pay")

    @page.errorhandler(StripeError)
    def not_found(error: StripeError) -> Response:
        return _respond(render_template("lost.html", shop_name=engine.config.shop_name), error.status)

    @page.get("/<session_id>")
    def show(session_id: str) -> Response:
        with engine.work() as work:
            session = sessions.get(work, session_id)
            return _show(work, session, PayForm.prefilled(session, work.now))

    @page.post("/<session_id>")
    def submit(session_id: str) -> Response:
        with engine.work() as work:
            session = sessions.get(work, session_id)
            form = PayForm.submitted(session)
            payment = form.payment(work.now)
            if payment is None:
                return _show(work, session, form, status=422)
            outcome = pay(work, session_id, payment)
            if outcome is Outcome.DECLINED:
                advice = _DECLINE_ADVICE[payment.card.decline_code or "generic_decline"]
                return _show(work, session, form, problem=f"{DECLINED}。{advice}", status=402)
            if outcome is Outcome.NOT_OPEN:
                return _show(work, session, form)
        # The redirect is answered after the commit: the shop may ask for the session the moment it arrives.
        return _headed(make_response(redirect(success_url(session), code=303)))

    return page


def success_url(session: Body) -> str:
    """Where the customer goes after paying, with the session's id where the shop asked for it."""
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


def _show(work: Work, session: Body, form: PayForm, *, problem: str = "", status: int = 200) -> Response:
    shop_name = session["branding_settings"]["display_name"]
    if session["status"] != "open":
        back = success_url(session) if session["status"] == "complete" else session["cancel_url"]
        html = render_template("closed.html", session=session, shop_name=shop_name, back=back)
        return _respond(html, 200 if request.method == "GET" else 409)
    html = render_template(
        "pay.html",
        session=session,
        shop_name=shop_name,
        items=line_items.of_session(work, session["id"]),
        form=form,
        problem=problem,
        test_cards=TEST_CARDS.values(),
    )
    return _respond(html, status)


def _respond(html: str, status: int) -> Response:
    return _headed(make_response(html, status))


def _headed(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
