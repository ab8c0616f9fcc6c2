"""Correction: a line in an article's log. Lines are added, never changed and never taken away."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

KEPT = _("公開した訂正は、書き直すことも消すこともできません。新しい訂正を足してください。")


def today() -> date:
    """Return today's date where the readers are."""
    return timezone.localdate()


class Correction(models.Model):
    """One correction, shown at the end of its article from the moment it is saved."""

    page = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("記事"),
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    text = models.TextField(
        _("訂正の内容"),
        help_text=_("何が誤りで、どう直したか。例:「「毎日20分」とあったのは「毎日5分」の誤りでした。」"),
    )
    corrected_on = models.DateField(_("訂正日"), default=today)
    created_at = models.DateTimeField(_("記録した日時"), auto_now_add=True)

    panels = [FieldPanel("page"), FieldPanel("text"), FieldPanel("corrected_on")]

    class Meta:
        verbose_name = _("訂正")
        verbose_name_plural = _("訂正の記録")
        ordering = ["-corrected_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.page.title}（{self.corrected_on}）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new line; ValidationError for one that readers have seen already."""
        if not self._state.adding:
            raise ValidationError(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: the log goes only together with its article."""
        raise ValidationError(KEPT)
