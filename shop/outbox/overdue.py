"""What was promised and is still undone: rows that nobody would miss until a customer asks."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from shop.outbox.models import Outbox

PATIENCE = timedelta(hours=6)
"""How long after its time a row may be undone. A mail server or Stripe may be away for an hour or two; after six, the
row is tried only four times a day, and somebody has to know."""

SOON = timedelta(hours=1)
"""The sweep lets rows make way for others for a minute; what waits longer without a try was promised for later."""


def overdue() -> list[Outbox]:
    """Return the rows that should have been carried out more than PATIENCE ago, oldest first."""
    now = timezone.now()
    since = now - PATIENCE
    undone = Outbox.objects.filter(Q(created_at__lt=since) | Q(due_at__lt=since), done_at=None)
    return [row for row in undone.order_by("pk") if _first_due(row, now) < since]


def is_failing(row: Outbox) -> bool:
    """Whether it was tried in vain, not merely waits for a worker that has just come back, whose first try may fail:
    the second follows within a minute.
    """
    return row.tries > 1


def _first_due(row: Outbox, now: datetime) -> datetime:
    """When `row` should have been carried out; every failure moves `due_at` on, so that alone does not tell."""
    promised = row.payload.get("due")
    if not promised and not row.tries and row.due_at > now + SOON:
        # Promised for soon, or written before rows kept their time.
        return row.due_at
    return min(datetime.fromisoformat(promised) if promised else row.created_at, row.due_at)
