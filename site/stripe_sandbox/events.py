"""Recording what happened, and queueing the webhook that tells the shop."""

from fnmatch import fnmatchcase

from .config import API_VERSION
from .ids import new_id
from .storage import Body
from .work import Work


def record(work: Work, event_type: str, subject: Body, previous: Body | None = None) -> None:
    """Keep an event with a snapshot of its object. The webhook is queued in the same transaction.

    `previous` holds the old values of the fields that an update has changed.
    """
    data = {"object": work.shown(subject)} | ({"previous_attributes": previous} if previous else {})
    event: Body = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": work.now,
        "data": data,
        "livemode": False,
        "pending_webhooks": 0,
        "request": {"id": work.request_id, "idempotency_key": work.idempotency_key},
        "type": event_type,
    }
    work.tx.add(event)
    wanted = any(fnmatchcase(event_type, pattern) for pattern in work.config.enabled_events)
    if work.config.webhook_url and wanted:
        work.tx.execute("INSERT INTO delivery (event_id, due_at) VALUES (?, 0)", (event["id"],))
