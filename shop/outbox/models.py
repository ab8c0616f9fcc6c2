"""The outbox table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.outbox.work import Work


class Outbox(Work):
    """One thing to send or make, written in the transaction that decided it. `key` makes it happen once."""

    key = models.CharField(_("キー"), max_length=150, unique=True)
    kind = models.CharField(_("種類"), max_length=40)
    payload = models.JSONField(_("内容"), default=dict)
    created_at = models.DateTimeField(_("作成"), auto_now_add=True)

    class Meta:
        verbose_name = _("送信箱")
        verbose_name_plural = _("送信箱")
        ordering = ["-id"]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="outbox_due")]

    def __str__(self) -> str:
        return self.key
