"""The page on which the customer pays: plain HTML, no script, in Japanese."""

from flask import Blueprint, Response, render_template, request

from . import line_items, sessions
from .cards import TEST_CARDS
from .engine import Engine
from .pages import make_pages, page, see_other
from .pay_form import METHOD_NAMES, PayForm
from .payments import Outcome, pay, take_free_order
from .session_rules import is_email
from .storage import Body
from .work import Work

DECLINED = "カードが拒否されました"
_DECLINE_ADVICE = {
    "generic_decline": "別のカードでもう一度お試しください。",
    "insufficient_funds": "残高が不足しています。別のカードでもう一度お試しください。",
}
NOT_APPROVED = "お支払いは認証されませんでした。もう一度お試しいただくか、別の方法をお選びください。"


def make_pay_page(engine: Engine) -> Blueprint:
    """The routes under /c/pay."""
    pages = make_pages("pay_page", "/c/pay", engine.config.shop_name)

    @pages.get("/<session_id>")
    def show(session_id: str) -> Response:
        with engine.work() as work:
            session = sessions.get(work, session_id)
            problem = NOT_APPROVED if "refused" in request.args else ""
            return _show(work, session, PayForm.prefilled(session, work.now), problem=problem)

    @pages.post("/<session_id>")
    def submit(session_id: str) -> Response:
        with engine.work() as work:
            session = sessions.get(work, session_id)
            form = PayForm.submitted(session, request.form)
            outcome, answer = _offer(work, session, form)
        # A redirect is answered after the commit: the shop may ask for the session the moment it arrives.
        return answer or see_other(_next_page(session, outcome))

    return pages


def _offer(work: Work, session: Body, form: PayForm) -> tuple[Outcome, Response | None]:
    """What came of the form, with the page to show when the customer stays on it."""
    if session["amount_total"] == 0:
        if not is_email(form.email):
            form.errors["email"] = "メールアドレスを正しく入力してください"
            return Outcome.DECLINED, _show(work, session, form, status=422)
        outcome = take_free_order(work, session["id"], form.email)
    else:
        tender = form.tender(work.now)
        if tender is None:
            return Outcome.DECLINED, _show(work, session, form, status=422)
        outcome = pay(work, session["id"], tender)
        if outcome is Outcome.DECLINED:
            advice = _DECLINE_ADVICE[tender.decline_code or "generic_decline"]
            return outcome, _show(work, session, form, problem=f"{DECLINED}。{advice}", status=402)
    return outcome, _show(work, session, form) if outcome is Outcome.NOT_OPEN else None


def _next_page(session: Body, outcome: Outcome) -> str:
    if outcome is Outcome.APPROVAL:
        return f"/c/approve/{session['id']}"
    if outcome is Outcome.SLIP:
        return f"/c/konbini/{session['id']}"
    return sessions.success_url(session)


def _show(work: Work, session: Body, form: PayForm, *, problem: str = "", status: int = 200) -> Response:
    if session["status"] != "open":
        return show_closed(session, 200 if request.method == "GET" else 409)
    html = render_template(
        "pay.html",
        session=session,
        shop_name=session["branding_settings"]["display_name"],
        items=line_items.of_session(work, session["id"]),
        form=form,
        method_names=METHOD_NAMES,
        problem=problem,
        test_cards=TEST_CARDS.values(),
    )
    return page(html, status)


def show_closed(session: Body, status: int) -> Response:
    """The page of a session that is complete or expired, with the way back to the shop."""
    done = session["status"] == "complete"
    html = render_template(
        "closed.html",
        session=session,
        shop_name=session["branding_settings"]["display_name"],
        back=sessions.success_url(session) if done else session["cancel_url"],
    )
    return page(html, status)
