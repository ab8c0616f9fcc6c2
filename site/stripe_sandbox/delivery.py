"""Webhooks on their way: signed, sent over HTTP, tried again until the shop says 2xx, kept over restarts."""

import http.client
import json
import logging
import threading
import time
from urllib.parse import urlsplit

import stripe

from .config import SandboxConfig, SandboxError
from .storage import Body, Storage
from .webhook_faults import WebhookFaults
from .work import Work

logger = logging.getLogger(__name__)


class WebhookSender:
    """Sends what is queued, and anything again on request. As with Stripe, one event may arrive twice.

    An event is claimed while it is being sent, so that two threads do not send it both; only on request, and
    when the fault knobs say so, it goes out more than once.
    """

    def __init__(self, config: SandboxConfig, storage: Storage, faults: WebhookFaults):
        self._config = config
        self._storage = storage
        self._faults = faults
        self._paused = threading.Event()
        self._stopped = threading.Event()
        self._claims: set[str] = set()
        self._released = threading.Condition()
        self._planned: set[str] = set()

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
        """Try every queued webhook whose time has come, once each, as the fault knobs let it."""
        if self._paused.is_set() or not self._config.webhook_url:
            return
        for event_id in self._faults.arrange(self._due()):
            if self._paused.is_set() or self._stopped.is_set() or not self._config.webhook_url:
                return
            copies = self._copies(event_id)
            if copies is not None:
                self._send_claimed(event_id, wait=False)
                self._send_copies(event_id, copies)

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

    def last_event(self) -> int:
        """A mark in the sequence of events, for `send_since`."""
        with self._storage.transaction() as tx:
            return tx.execute("SELECT coalesce(max(seq), 0) FROM object").fetchone()[0]

    def send_since(self, mark: int) -> None:
        """Try the queued webhooks of everything after this mark, paused or not; return when each was tried."""
        with self._storage.transaction() as tx:
            rows = tx.execute(
                "SELECT event_id FROM delivery JOIN object ON object.id = event_id"
                " WHERE object.seq > ? AND delivered_at IS NULL ORDER BY object.seq",
                (mark,),
            ).fetchall()
        for (event_id,) in rows:
            self._planned.add(event_id)
            self._send_claimed(event_id, wait=True)

    def _due(self) -> list[str]:
        with self._storage.transaction() as tx:
            rows = tx.execute(
                "SELECT event_id FROM delivery WHERE delivered_at IS NULL AND due_at <= ?"
                " ORDER BY due_at, rowid",
                (time.time(),),
            )
            return [event_id for (event_id,) in rows]

    def _copies(self, event_id: str) -> int | None:
        """How many copies are to follow; None when it is not to be sent now. Asks the knobs once per event."""
        if event_id in self._planned:
            return 0
        self._planned.add(event_id)
        plan = self._faults.plan(self._event(event_id)["type"])
        if plan.lost:
            self._put_off(event_id, None, "lost on purpose")
        elif plan.seconds:
            self._put_off(event_id, time.time() + plan.seconds, "delayed on purpose")
        else:
            return plan.copies
        return None

    def _send_copies(self, event_id: str, copies: int) -> None:
        for _copy in range(copies):
            try:
                self.send_now(event_id)
            except SandboxError as error:
                logger.info("A copy of %s did not arrive: %s", event_id, error)

    def _send_claimed(self, event_id: str, *, wait: bool) -> None:
        """Send it unless somebody else does; then wait for that if asked to."""
        with self._released:
            if event_id in self._claims:
                if wait:
                    self._released.wait_for(lambda: event_id not in self._claims)
                return
            self._claims.add(event_id)
        try:
            if self._is_waiting(event_id):
                self._try(event_id)
        finally:
            with self._released:
                self._claims.discard(event_id)
                self._released.notify_all()

    def _is_waiting(self, event_id: str) -> bool:
        with self._storage.transaction() as tx:
            return (
                tx.execute(
                    "SELECT 1 FROM delivery WHERE event_id = ? AND delivered_at IS NULL AND due_at <= ?",
                    (event_id, time.time()),
                ).fetchone()
                is not None
            )

    def _try(self, event_id: str) -> None:
        try:
            status = self.send_now(event_id)
        except SandboxError as error:
            self._postpone(event_id, str(error))
        else:
            if not _is_success(status):
                self._postpone(event_id, f"HTTP status {status}")

    def _put_off(self, event_id: str, due_at: float | None, why: str) -> None:
        with self._storage.transaction() as tx:
            tx.execute(
                "UPDATE delivery SET due_at = ?, last_error = ? WHERE event_id = ?", (due_at, why, event_id)
            )

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
