"""The page at `/` for people who try the shop: what Stripe has, and buttons for what customers and banks do."""

from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request

from . import overview
from .config import SandboxError
from .control import Control, actions
from .engine import Engine
from .faults import Faults
from .pages import make_pages, page, see_other
from .slips import JST

HOUR, DAY = 60 * 60, 24 * 60 * 60
_NUMBERS = {"amount", "seconds"}


def make_control_page(control: Control, engine: Engine, faults: Faults) -> Blueprint:
    """The page at / and its forms under /_control/page/."""
    pages = make_pages("control_page", "/", engine.config.shop_name)
    known = actions(control) | {"clear_faults": faults.clear}

    @pages.get("/")
    def show() -> Response:
        return _show(engine, faults)

    @pages.post("/_control/page/<name>")
    def act(name: str) -> Response:
        problem = _act(name)
        return _show(engine, faults, problem, 409) if problem else see_other("/")

    def _act(name: str) -> str:
        if not _own_form() or name not in known:
            return "この操作はできません。"
        try:
            known[name](
                **{key: int(text) if key in _NUMBERS else text for key, text in request.form.items() if text}
            )
        except (SandboxError, TypeError, ValueError) as error:
            return f"いまはこの操作ができません（{error}）"
        return ""

    return pages


def _own_form() -> bool:
    """Whether the form came from this page: browsers name the origin, and another site's is refused."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _show(engine: Engine, faults: Faults, problem: str = "", status: int = 200) -> Response:
    with engine.work() as work:
        html = render_template(
            "control.html",
            shop_name=engine.config.shop_name,
            rows=overview.rows(work),
            refund_states=overview.REFUND_STATES,
            dispute_states=overview.DISPUTE_STATES,
            refund_steps=overview.refund_steps,
            now=datetime.fromtimestamp(work.now, JST),
            ahead_hours=engine.clock.ahead / HOUR,
            steps=((HOUR, "1時間"), (DAY, "1日"), (3 * DAY, "3日")),
            fault_count=len(faults.waiting()) + len(faults.webhooks.waiting()),
            webhook_url=engine.config.webhook_url,
            problem=problem,
        )
    return page(html, status)
