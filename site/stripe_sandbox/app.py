"""The Flask application: the API and the customer's pages on one address."""

from flask import Flask

from .api import make_api
from .approval_page import make_approval_page
from .control import Control
from .control_api import make_control_api
from .control_page import make_control_page
from .delivery import WebhookSender
from .engine import Engine
from .faults import Faults
from .pay_page import make_pay_page
from .voucher_page import make_voucher_page


def make_app(engine: Engine, faults: Faults, sender: WebhookSender, control: Control) -> Flask:
    """Put the routes together; the controls only where the configuration wants them."""
    app = Flask(__name__, static_url_path="/c/static")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.filters["yen"] = yen
    app.register_blueprint(make_api(engine))
    for make_pages in (make_pay_page, make_approval_page, make_voucher_page):
        app.register_blueprint(make_pages(engine))
    if engine.config.control:
        app.register_blueprint(make_control_api(control, engine, faults, sender))
        app.register_blueprint(make_control_page(control, engine, faults))
    return app


def yen(amount: int) -> str:
    """An amount as the customer reads it: ￥3,300."""
    return f"￥{amount:,}"
