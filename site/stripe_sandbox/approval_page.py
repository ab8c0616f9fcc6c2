"""The pages of others that a payment may lead over: the bank's 3-D Secure page, and PayPay's."""

from flask import Blueprint, Response, render_template, request

from . import sessions
from .engine import Engine
from .pages import make_pages, page, see_other
from .pay_page import show_closed
from .payments import Outcome, approve, session_path, waiting


def make_approval_page(engine: Engine) -> Blueprint:
    """The routes under /c/approve."""
    pages = make_pages("approval_page", "/c/approve", engine.config.shop_name)

    @pages.get("/<session_id>")
    def show(session_id: str) -> Response:
        with engine.work() as work:
            session = sessions.get(work, session_id)
            tender = waiting(work, session)
        if session["status"] != "open":
            return show_closed(session, 200)
        if tender is None:
            return see_other(session_path(session_id))
        shop_name = session["branding_settings"]["display_name"]
        return page(render_template("approve.html", session=session, tender=tender, shop_name=shop_name))

    @pages.post("/<session_id>")
    def answer(session_id: str) -> Response:
        attempt, accepted = request.form.get("attempt", ""), request.form.get("answer") == "accept"
        with engine.work() as work:
            outcome = approve(work, session_id, attempt, accepted=accepted)
            session = sessions.get(work, session_id)
        if outcome is Outcome.NOT_OPEN:
            return show_closed(session, 409)
        if outcome is Outcome.PAID:
            return see_other(sessions.success_url(session))
        refused = "?refused" if outcome is Outcome.DECLINED else ""
        return see_other(f"{session_path(session_id)}{refused}")

    return pages
