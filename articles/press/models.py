"""Change: the journal that tells every process that the site is no longer what it was."""

import secrets

from django.db import models, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

KEPT = 256
"""So many changes are kept; older ones are dropped in one go."""


def _token() -> int:
    return secrets.randbits(48)


class Change(models.Model):
    """One change of something that public pages show.

    The *edition* of the site is the sum of the random tokens. Rows are only added, so that two people who publish
    at the same time never wait for each other; and whatever the order in which their transactions commit or roll
    back, every commit makes a sum that no reader has seen before. (A counter would repeat itself after a rollback,
    and the highest id hides a slow transaction behind a quick one.)
    """

    token = models.BigIntegerField(default=_token, editable=False)

    class Meta:
        verbose_name = _("公開内容の変更")
        verbose_name_plural = _("公開内容の変更")

    def __str__(self) -> str:
        return f"{self.pk}: {self.token:x}"


def note_change() -> None:
    """Make every pressed page out of date, in the same transaction as the change itself."""
    change = Change.objects.create()
    if change.pk % KEPT == 0:
        transaction.on_commit(Change.objects.filter(pk__lte=change.pk - KEPT).delete)


def edition() -> str:
    """Return the name of the present state of the site: one query."""
    return str(Change.objects.aggregate(sum=Sum("token"))["sum"] or 0)
