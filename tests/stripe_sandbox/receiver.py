"""A webhook endpoint for tests: it verifies and keeps what arrives, and answers as it is told."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stripe


class Receiver:
    """Listens on a free port. `answers` are the statuses for the next requests; after them it says 200."""

    def __init__(self, secret: str):
        self.answers: list[int] = []
        self.events: list[stripe.Event] = []
        self.bodies: list[bytes] = []
        self._arrived = threading.Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(body, self.headers["Stripe-Signature"], secret)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Tests are quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/stripe/webhook/?from=sandbox"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def take(self, body: bytes, signature: str, secret: str) -> int:
        """Verify with Stripe's own code; 400 when the signature is not genuine."""
        try:
            event = stripe.Webhook.construct_event(body, signature, secret)
        except stripe.SignatureVerificationError:
            return 400
        with self._arrived:
            self.events.append(event)
            self.bodies.append(body)
            self._arrived.notify_all()
            return self.answers.pop(0) if self.answers else 200

    def wait_for(self, count: int, seconds: float = 10) -> list[stripe.Event]:
        """The first `count` events, waiting for them to come."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while len(self.events) < count and time.monotonic() < deadline:
                self._arrived.wait(deadline - time.monotonic())
            assert len(self.events) >= count, f"only {len(self.events)} of {count} webhooks came"
            return self.events[:count]

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
