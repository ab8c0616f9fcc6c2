"""The payment slip on the screen: the codes for each store, the deadline, and a till to pay at right here."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request

from . import konbini, sessions
from .config import SandboxError
from .engine import Engine
from .errors import StripeError
from .pages import make_pages, page, see_other
from .slips import JST, STORES


def make_voucher_page(engine: Engine) -> Blueprint:
    """The routes under /c/konbini."""
    pages = make_pages("voucher_page", "/c/konbini", engine.config.shop_name)

    @pages.get("/<session_id>")
    def show(session_id: str) -> Response:
        return _show(engine, session_id)

    @pages.post("/<session_id>")
    def submit(session_id: str) -> Response:
        try:
            with engine.work() as work:
                konbini.pay_slip(work, session_id, request.form.get("store", "lawson"))
        except SandboxError:
            return _show(engine, session_id, 409)
        return see_other(f"/c/konbini/{session_id}")

    return pages


def _show(engine: Engine, session_id: str, status: int = 200) -> Response:
    with engine.work() as work:
        session = sessions.get(work, session_id)
        intent = konbini.unpaid_slip(work, session)
    if session["status"] != "complete":
        raise StripeError("There is no slip.", status=404)
    slip = intent["next_action"]["konbini_display_details"] if intent else None
    html = render_template(
        "voucher.html",
        session=session,
        slip=slip,
        deadline=datetime.fromtimestamp(slip["expires_at"], JST) if slip else None,
        stores=STORES,
        shop_name=session["branding_settings"]["display_name"],
        back=sessions.success_url(session),
    )
    return page(html, status)
