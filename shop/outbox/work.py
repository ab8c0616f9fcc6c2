"""Rows that a worker takes one at a time, tries, and tries again later when it failed."""

from datetime import timedelta
from time import monotonic
from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=5)
"""A worker that died while holding a row keeps it for this long."""

LONGEST_WAIT = timedelta(hours=6)

LOST_SECONDS = 20.0
"""So much time failures may cost one run. A mail server or a Stripe that does not answer costs ten to forty seconds for
each row: a hundred of them would keep worker and sweep from everything else for an hour."""


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after the given number of failures: 30 s, 1, 2, 4 … minutes, at most six hours."""
    return min(timedelta(seconds=30) * 2 ** min(tries - 1, 20), LONGEST_WAIT)


class Losses:
    """The time that failures have cost one run."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._began = monotonic()

    def begin(self) -> None:
        """A row is being tried."""
        self._began = monotonic()

    def add(self) -> None:
        """It has failed."""
        self._seconds += monotonic() - self._began

    @property
    def are_too_many(self) -> bool:
        """Whether the run should leave the rest to the next one."""
        return self._seconds > LOST_SECONDS


class Work(models.Model):
    """A row of work. Taking it moves `due_at` forward by a lease, so a crash only delays it."""

    due_at = models.DateTimeField(_("実行予定"), default=timezone.now)
    done_at = models.DateTimeField(_("完了"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("試行回数"), default=0)
    error = models.TextField(_("直近のエラー"), blank=True)

    class Meta:
        abstract = True

    @classmethod
    def take(cls) -> Self | None:
        """Return one due row that no other worker holds, or None when nothing is due.

        On PostgreSQL workers pass over each other's rows; on SQLite a transaction is alone anyway.
        """
        now = timezone.now()
        with transaction.atomic():
            due = cls._default_manager.filter(done_at=None, due_at__lte=now).order_by("due_at", "pk")
            row: Self | None = due.select_for_update(skip_locked=True).first()
            if row is None:
                return None
            row.tries += 1
            row.due_at = now + LEASE
            row.save(update_fields=["tries", "due_at"])
        return row

    def mark_done(self, note: str = "") -> None:
        """Record that it needs no further try. `note`, where errors stand, says why when nothing was done."""
        self.done_at = timezone.now()
        self.error = note[:2000]
        self.save(update_fields=["done_at", "error"])

    def mark_failed(self, error: Exception) -> None:
        """Record a failure and when to try again."""
        self.error = f"{type(error).__name__}: {error}"[:2000]
        self.due_at = timezone.now() + wait_after(self.tries)
        self.save(update_fields=["error", "due_at"])
