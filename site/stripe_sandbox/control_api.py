"""The controls over HTTP, for tests and scripts in another process: POST /_control/<name> with JSON.

    curl -X POST http://127.0.0.1:12111/_control/advance -H 'Content-Type: application/json' -d '{"seconds": 86400}'

The names and their arguments are those of `Control` (`pay_slip`, `move_refund`, …), of the fault knobs
(`faults/rate_limit`, `faults/chaos`, …) and of those for webhooks (`webhooks/lose`, `webhooks/pause`, …). GET
/_control/ shows the clock, the knobs that are turned on and all names. Only there when the configuration has
`control=True`, and only for JSON, which no form on a foreign website can send.
"""

import inspect
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from .config import SandboxError
from .control import Control, actions
from .delivery import WebhookSender
from .engine import Engine
from .faults import Faults

_REQUEST_KNOBS = (
    "delay_before",
    "delay_after",
    "fail_before_commit",
    "fail_after_commit",
    "rate_limit",
    "reset",
    "deliver_before_answer",
    "pay_before_answer",
    "chaos",
    "clear",
)
_WEBHOOK_KNOBS = ("lose", "duplicate", "delay", "reorder")


def make_control_api(control: Control, engine: Engine, faults: Faults, sender: WebhookSender) -> Blueprint:
    """The routes under /_control."""
    api = Blueprint("control_api", __name__, url_prefix="/_control")
    known: dict[str, Callable[..., Any]] = actions(control)
    known |= {f"faults/{name}": getattr(faults, name) for name in _REQUEST_KNOBS}
    known |= {f"webhooks/{name}": getattr(faults.webhooks, name) for name in _WEBHOOK_KNOBS}
    known |= {"webhooks/pause": sender.pause, "webhooks/resume": sender.resume}

    @api.errorhandler(SandboxError)
    def refused(error: SandboxError) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 400

    @api.get("/")
    def state() -> Response:
        return jsonify(
            now=engine.clock(),
            ahead=engine.clock.ahead,
            faults=[asdict(fault) for fault in faults.waiting()],
            webhook_faults=[[event_type, asdict(plan)] for event_type, plan in faults.webhooks.waiting()],
            names=sorted(known),
        )

    @api.post("/<path:name>")
    def act(name: str) -> tuple[Response, int] | Response:
        arguments = request.get_json(silent=True) if request.is_json else None
        if not isinstance(arguments, dict):
            return jsonify({"error": "Send a JSON object as application/json."}), 415
        if name not in known:
            return jsonify({"error": f"There is no control {name}."}), 404
        try:
            inspect.signature(known[name]).bind(**arguments)
            return jsonify(known[name](**arguments))
        except (TypeError, ValueError) as error:
            return jsonify({"error": f"{name}: {error}"}), 400

    return api
