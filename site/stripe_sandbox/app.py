"""The Flask application: the API and the pay page on one address."""

from flask import Flask

from .api import make_api
from .engine import Engine
from .pay_page import make_pay_page


def make_app(engine: Engine) -> Flask:
    """Put the routes together."""
    app = Flask(__name__, static_url_path="/c/static")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.filters["yen"] = yen
    app.register_blueprint(make_api(engine))
    app.register_blueprint(make_pay_page(engine))
    return app


def yen(amount: int) -> str:
    """An amount as the customer reads it: ￥3,300."""
    return f"￥{amount:,}"
