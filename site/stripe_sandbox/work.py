"""One unit of work: an open transaction, the moment it happens, and the request that caused it."""

from dataclasses import dataclass
from typing import Any

from .config import SandboxConfig
from .storage import Body, Transaction


@dataclass
class Work:
    """Handed to everything that reads or changes Stripe's objects.

    `now` is in whole seconds since the epoch. `request_id` and `idempotency_key` are None for what happens
    without an API request: a customer paying, a session running out.
    """

    tx: Transaction
    config: SandboxConfig
    base_url: str
    now: int
    request_id: str | None = None
    idempotency_key: str | None = None

    def shown(self, stored: Body) -> Body:
        """An object as the API shows it: with the fields that depend on more than itself filled in."""
        if stored["object"] == "checkout.session" and stored["status"] == "open":
            return stored | {"url": f"{self.base_url}/c/pay/{stored['id']}"}
        if stored["object"] == "payment_intent" and stored["next_action"]:
            return stored | {"next_action": self._absolute(stored["next_action"])}
        if stored["object"] == "event":
            row = self.tx.execute(
                "SELECT count(*) FROM delivery WHERE event_id = ? AND delivered_at IS NULL", (stored["id"],)
            ).fetchone()
            return stored | {"pending_webhooks": row[0]}
        return stored

    def _absolute(self, node: Body) -> Body:
        """Pages of ours are kept by their path: the port may be another one after a restart."""
        return {name: self._absolute_value(name, value) for name, value in node.items()}

    def _absolute_value(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return self._absolute(value)
        return f"{self.base_url}{value}" if name.endswith("url") and value else value
