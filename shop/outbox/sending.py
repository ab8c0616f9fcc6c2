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
from shop.outbox.overdue import PATIENCE
from shop.outbox.work import Losses

Handler = Callable[[Outbox], None]
logger = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}
_watchers: list[Callable[[], None]] = []


def handles(kind: str, handler: Handler) -> None:
    """Let `handler` carry out rows of `kind`. Rooms above register theirs when Django starts."""
    _handlers[kind] = handler


def after_delivery(watcher: Callable[[], None]) -> None:
    """Let `watcher` look at what is left after each delivery. A room above knows whom to tell about it."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def put(key: str, kind: str, payload: dict[str, object], *, due_at: datetime | None = None) -> None:
    """Promise one thing, for now or for `due_at`. The same key a second time changes nothing.

    Call it inside the deciding transaction.
    """
    if due_at is not None and due_at > timezone.now() + PATIENCE:
        # The row's own `due_at` moves with every failure, and it is made long before: this tells how late it is.
        payload = {**payload, "due": due_at.isoformat()}
    row = Outbox(key=key, kind=kind, payload=payload, due_at=due_at or timezone.now())
    Outbox.objects.bulk_create([row], ignore_conflicts=True)


def deliver_due(limit: int = 100) -> int:
    """Carry out what is due, at most `limit` rows; return how many succeeded.

    A handler that fails is tried again later; it never stops the others, unless waiting for it costs too much time: then
    they stay for the next delivery.
    """
    sent, losses = 0, Losses()
    for _ in range(limit):
        row = None if losses.are_too_many else Outbox.take()
        if row is None:
            break
        losses.begin()
        try:
            failpoint("outbox.taken")
            _handlers[row.kind](row)
            failpoint("outbox.sent")
        except Exception as error:  # noqa: BLE001 -- one broken mail must not hold up the rest
            logger.warning("outbox %s failed (try %s): %s", row.key, row.tries, error)
            row.mark_failed(error)
            losses.add()
        else:
            row.mark_done()
            sent += 1
    for watch in _watchers:
        try:
            watch()
        except Exception:
            # Whoever delivers has more to do; what is overdue is found again by the next delivery and by shop_check.
            logger.exception("nobody could look at what is left in the outbox")
    return sent
