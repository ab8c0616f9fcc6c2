"""Where requests go wrong: around the whole application, so that the code inside knows nothing of it."""

import json
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from . import cards, payments
from .delivery import WebhookSender
from .engine import Engine
from .errors import StripeError
from .faults import KEPT_FAILURE, Fault, Faults, Trouble, broken, limited
from .ids import new_id

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class FaultyApp:
    """A WSGI application around another one. What goes wrong is decided by the fault knobs."""

    def __init__(self, app: "WSGIApplication", faults: Faults, engine: Engine, sender: WebhookSender):
        self._app = app
        self._faults = faults
        self._engine = engine
        self._sender = sender
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End all waiting: whoever is being kept in suspense is cut off."""
        self._stopping.set()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request, or do not."""
        request = Request(environ)
        taken = self._faults.take(request.method, request.path)
        if not taken:
            return self._app(environ, start_response)
        return self._troubled(request, taken)(environ, start_response)

    def _troubled(self, request: Request, taken: dict[Trouble, Fault]) -> "WSGIApplication":
        if fault := taken.get(Trouble.DELAY_BEFORE):
            self._wait(request, fault)
        if Trouble.RESET in taken:
            request.get_data()
            _hang_up(request)
        for trouble, error in ((Trouble.RATE_LIMIT, limited()), (Trouble.FAIL_BEFORE_COMMIT, broken())):
            if trouble in taken:
                # Read all the same: on a kept connection the rest would be taken for the next request.
                request.get_data()
                return _error(error)
        if Trouble.KEPT_FAILURE in taken:
            request.environ[KEPT_FAILURE] = True
        before = self._sender.last_event()
        answer = Response.from_app(self._app, request.environ, buffered=True)
        if Trouble.PAY_BEFORE_ANSWER in taken and answer.status_code == 200:
            self._pay(json.loads(answer.get_data())["id"])
        if taken.keys() & {Trouble.PAY_BEFORE_ANSWER, Trouble.DELIVER_BEFORE_ANSWER}:
            self._sender.send_since(before)
        if fault := taken.get(Trouble.DELAY_AFTER):
            self._wait(request, fault)
        if fault := taken.get(Trouble.TIMEOUT_AFTER_COMMIT):
            self._wait(request, fault)
            _hang_up(request)
        if Trouble.RESET_AFTER_COMMIT in taken:
            _hang_up(request)
        return _error(broken()) if Trouble.FAIL_AFTER_COMMIT in taken else answer

    def _wait(self, request: Request, fault: Fault) -> None:
        if self._stopping.wait(fault.seconds):
            _hang_up(request)

    def _pay(self, session_id: str) -> None:
        with self._engine.work() as work:
            payments.pay(work, session_id, cards.sample_tender(work.now))


def _hang_up(request: Request) -> None:
    """Break the connection off without an answer. Shut, not only left: the server would keep it alive."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    with suppress(OSError):  # the client may have gone first
        connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("The Stripe sandbox was told to break this connection off.")


def _error(error: StripeError) -> Response:
    headers = {"Request-Id": new_id("req")}
    return Response(json.dumps(error.body()), error.status, headers, content_type="application/json")
