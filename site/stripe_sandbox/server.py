"""The sandbox as one object: started, stopped, asked for its address and its events."""

import json
import socket
import threading
from contextlib import suppress

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .app import make_app
from .clock import VirtualClock
from .config import SandboxConfig, SandboxError
from .control import Control
from .delivery import WebhookSender
from .engine import Engine
from .faults import Faults
from .faulty_app import FaultyApp
from .storage import Body, Storage
from .ticker import Ticker

STOP_POLL = 0.05
"""Seconds until the HTTP thread notices that it is to stop."""
TICK = 0.5
"""Seconds between looks at what has become due: retries of webhooks, sessions to expire."""


class _Handler(WSGIRequestHandler):
    """Serves without a line on standard error for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the terminal belongs to the shop."""


class _Running:
    """What exists between start and stop."""

    def __init__(self, config: SandboxConfig, faults: Faults):
        listener = _listen(config.host, config.port)
        try:
            self.storage = Storage(config.path)
        except SandboxError:
            listener.close()
            raise
        port = listener.getsockname()[1]
        host = f"[{config.host}]" if ":" in config.host else config.host
        self.sender = WebhookSender(config, self.storage, faults.webhooks)
        self.delivering = Ticker("stripe-sandbox-webhooks", TICK, self.sender.send_due)
        self.engine = Engine(config, self.storage, f"http://{host}:{port}", self.delivering.wake)
        self._expiring = Ticker("stripe-sandbox-expiry", TICK, self.engine.expire_due)
        self.control = Control(self.engine, self.sender)
        app = make_app(self.engine, faults, self.sender, self.control)
        self._faulty = FaultyApp(app, faults, self.engine, self.sender)
        self._http = _serve(listener, config.host, self._faulty)
        self.delivering.start()
        self._expiring.start()

    def close(self) -> None:
        self._faulty.stop()
        _wake(self._http)
        self._http.shutdown()
        self._http.server_close()
        self.sender.stop()
        self._expiring.stop()
        self.delivering.stop()
        self.storage.close()


class SandboxServer:
    """A running sandbox in daemon threads of this process. `faults` are the knobs for what goes wrong."""

    def __init__(self, config: SandboxConfig):
        """Take the settings; SandboxError when they are unfit. Nothing is opened before `start`."""
        config.check()
        self.config = config
        self.faults = Faults()
        self._running: _Running | None = None

    def start(self) -> None:
        """Return when the server listens. SandboxError when the port is taken or the file cannot be used."""
        if self._running is None:
            self._running = _Running(self.config, self.faults)

    def stop(self) -> None:
        """End the threads and close the file; everything is kept for the next start."""
        if self._running is not None:
            self._running.close()
            self._running = None

    def serve_forever(self) -> None:
        """Serve until the process is interrupted, then stop cleanly."""
        self.start()
        try:
            threading.Event().wait()
        finally:
            self.stop()

    @property
    def base_url(self) -> str:
        """What the shop takes for Stripe's address, such as http://127.0.0.1:12111"""
        return self._started.engine.base_url

    @property
    def clock(self) -> VirtualClock:
        """The time of this sandbox; `clock.advance(seconds)` moves it ahead."""
        return self._started.engine.clock

    @property
    def control(self) -> Control:
        """What customers at the counter, banks and the Dashboard do; the same as POST /_control/…"""
        return self._started.control

    def pause_webhooks(self) -> None:
        """Let events queue up until `resume_webhooks`."""
        self._started.sender.pause()

    def resume_webhooks(self) -> None:
        """Send what has queued up, and go on."""
        self._started.sender.resume()
        self._started.delivering.wake()

    def redeliver(self, event_id: str) -> int:
        """Send an event again now, in this thread, paused or not; the shop's HTTP status.

        SandboxError when there is no such event, no webhook address, or no answer.
        """
        return self._started.sender.send_now(event_id)

    def events(self, type: str | None = None) -> list[Body]:  # noqa: A002 - Stripe's own word
        """What has happened, oldest first; only one type of event when one is named."""
        with self._started.engine.work() as work:
            rows = work.tx.execute("SELECT body FROM object WHERE kind = 'event' ORDER BY seq").fetchall()
            found = [work.shown(json.loads(body)) for (body,) in rows]
        return [event for event in found if type in (None, event["type"])]

    @property
    def _started(self) -> _Running:
        if self._running is None:
            raise SandboxError("The sandbox is not running: call start() first.")
        return self._running


def _listen(host: str, port: int) -> socket.socket:
    """Take the port ourselves: werkzeug would end the whole process when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise SandboxError(
            f"The Stripe sandbox cannot listen on {host}:{port} ({error}). Stop the other program or choose"
            " another port."
        ) from error
    return listener


def _wake(server: BaseWSGIServer) -> None:
    """End the wait for the next customer, so that stopping does not wait until the next poll."""
    with suppress(OSError):  # not every system can: there the poll ends the wait
        server.socket.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, host: str, app: FaultyApp) -> BaseWSGIServer:
    port = listener.getsockname()[1]
    server = make_server(
        host,
        port,
        app,
        threaded=True,
        request_handler=_Handler,
        fd=listener.fileno(),
    )
    listener.close()  # werkzeug has made a copy of it
    threading.Thread(
        target=server.serve_forever, args=(STOP_POLL,), name="stripe-sandbox-http", daemon=True
    ).start()
    return server
