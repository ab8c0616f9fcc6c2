"""Putting things into the outbox and carrying them out.

A row is written in the same transaction as the fact that causes it, with a unique key, so it exists exactly
once. It is carried out at least once: a handler may run again when the process dies before the row is marked.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from shop.failpoints import failpoint
from shop.outbox.models import Outbox

Handler = Callable[[Outbox], None]
logger = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}


def handles(kind: str, handler: Handler) -> None:
    """Let `handler` carry out rows of `kind`. Rooms above register theirs when Django starts."""
    _handlers[kind] = handler


def put(key: str, kind: str, payload: dict[str, object], *, due_at: datetime | None = None) -> None:
    """Promise one thing, for now or for `due_at`. The same key a second time changes nothing.

    Call it inside the deciding transaction.
    """
    row = Outbox(key=key, kind=kind, payload=payload, due_at=due_at or timezone.now())
    Outbox.objects.bulk_create([row], ignore_conflicts=True)


def deliver_due(limit: int = 100) -> int:
    """Carry out what is due, at most `limit` rows; return how many succeeded.

    A handler that fails is tried again later; it never stops the others.
    """
    sent = 0
    for _ in range(limit):
        row = Outbox.take()
        if row is None:
            break
        try:
            failpoint("outbox.taken")
            _handlers[row.kind](row)
            failpoint("outbox.sent")
        except Exception as error:  # noqa: BLE001 -- one broken mail must not hold up the rest
            logger.warning("outbox %s failed (try %s): %s", row.key, row.tries, error)
            row.mark_failed(error)
        else:
            row.mark_done()
            sent += 1
    return sent
