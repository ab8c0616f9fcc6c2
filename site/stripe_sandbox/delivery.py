"""Webhooks on their way: signed, sent over HTTP, tried again until the shop says 2xx, kept over restarts."""

import http.client
import json
import threading
import time
from urllib.parse import urlsplit

import stripe

from .config import SandboxConfig, SandboxError
from .storage import Body, Storage
from .work import Work


class WebhookSender:
    """Sends what is queued, and anything again on request. As with Stripe, one event may arrive twice."""

    def __init__(self, config: SandboxConfig, storage: Storage):
        self._config = config
        self._storage = storage
        self._paused = threading.Event()
        self._stopped = threading.Event()

    def pause(self) -> None:
        """Let queued webhooks wait."""
        self._paused.set()

    def resume(self) -> None:
        """Go on sending; webhooks that waited are due at once."""
        self._paused.clear()

    def stop(self) -> None:
        """Begin no further try: for good."""
        self._stopped.set()

    def send_due(self) -> None:
        """Try every queued webhook whose time has come, once each."""
        for event_id in self._due():
            if self._paused.is_set() or self._stopped.is_set() or not self._config.webhook_url:
                return
            try:
                self._try(event_id)
            except SandboxError as error:
                self._postpone(event_id, str(error))

    def send_now(self, event_id: str) -> int:
        """Send an event once more whatever happened before, and give the shop's HTTP status.

        SandboxError when there is no such event, no webhook address, or no answer.
        """
        if not self._config.webhook_url:
            raise SandboxError("The sandbox has no webhook address to send to.")
        status = _post(self._config, self._event(event_id))
        if _is_success(status):
            self._delivered(event_id)
        return status

    def _due(self) -> list[str]:
        with self._storage.transaction() as tx:
            rows = tx.execute(
                "SELECT event_id FROM delivery WHERE delivered_at IS NULL AND due_at <= ?"
                " ORDER BY due_at, rowid",
                (time.time(),),
            )
            return [event_id for (event_id,) in rows]

    def _try(self, event_id: str) -> None:
        status = self.send_now(event_id)
        if not _is_success(status):
            raise SandboxError(f"HTTP status {status}")

    def _event(self, event_id: str) -> Body:
        with self._storage.transaction() as tx:
            event = tx.get("event", event_id)
            if event is None:
                raise SandboxError(f"There is no event {event_id}.")
            return Work(tx, self._config, "", 0).shown(event)

    def _delivered(self, event_id: str) -> None:
        with self._storage.transaction() as tx:
            tx.execute(
                "UPDATE delivery SET delivered_at = ?, tries = tries + 1, last_error = NULL"
                " WHERE event_id = ?",
                (time.time(), event_id),
            )

    def _postpone(self, event_id: str, error: str) -> None:
        """After the last delay the try is given up: `due_at` is empty and the event stays undelivered."""
        with self._storage.transaction() as tx:
            (tries,) = tx.execute("SELECT tries FROM delivery WHERE event_id = ?", (event_id,)).fetchone()
            delays = self._config.retry_delays
            due_at = time.time() + delays[tries] if tries < len(delays) else None
            tx.execute(
                "UPDATE delivery SET tries = tries + 1, due_at = ?, last_error = ? WHERE event_id = ?",
                (due_at, error, event_id),
            )


def _is_success(status: int) -> bool:
    """Stripe takes 2xx only; a redirect is a failure and is not followed."""
    return 200 <= status < 300


def _post(config: SandboxConfig, event: Body) -> int:
    payload = json.dumps(event, ensure_ascii=False, indent=2)
    sign = stripe.WebhookSignature.generate_signature_header
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": sign(payload, config.webhook_secret, int(time.time())),
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Connection": "close",
    }
    url = urlsplit(config.webhook_url or "")
    connect = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = connect(url.hostname or "", url.port, timeout=config.delivery_timeout)
    try:
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        connection.request("POST", target, payload.encode(), headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise SandboxError(f"No answer from {config.webhook_url}: {error}") from error
    finally:
        connection.close()
