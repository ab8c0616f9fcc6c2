"""ReviewRecord: who checked which words of an article, and when.

A record stands outside the page and its revisions: publishing an old draft cannot bring an old review back.
"""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.article.text import text_digest


def today() -> date:
    """Return today's date where the readers are."""
    return timezone.localdate()


class ReviewRecord(models.Model):
    """One review of the published text of an article."""

    page = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("記事"),
        on_delete=models.CASCADE,
        related_name="review_records",
        help_text=_("公開中の文章に対する記録になります。下書きの変更は含まれません。"),
    )
    reviewer = models.ForeignKey(
        "articles.Person", verbose_name=_("監修者"), on_delete=models.PROTECT, related_name="review_records"
    )
    qualification = models.CharField(
        _("監修時の資格"),
        max_length=200,
        blank=True,
        help_text=_("空欄なら人物に登録した資格が写されます。後で人物を直しても、この記録は変わりません。"),
    )
    reviewed_on = models.DateField(_("監修日"), default=today)
    next_due = models.DateField(
        _("次の見直し"),
        null=True,
        blank=True,
        help_text=_("監修から一年後などの日付。過ぎると、監修記録の一覧で分かります。"),
    )
    scope = models.CharField(
        _("監修の範囲"),
        max_length=200,
        blank=True,
        help_text=_("空欄なら「題名・導入文・本文」。例:「受診の目安と、しくみの説明」"),
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("対象の版"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    text_digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("記録した日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("監修記録")
        verbose_name_plural = _("監修記録")
        ordering = ["-reviewed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.page.title}（{self.reviewer}・{self.reviewed_on}）"

    def take_live_text(self) -> None:
        """Tie the record to the words that readers see now, and to the qualification of now."""
        live = type(self.page).objects.get(pk=self.page_id)
        self.revision_id = live.live_revision_id
        self.text_digest = text_digest(live, live.topic)
        self.qualification = self.qualification or self.reviewer.qualifications

    @property
    def is_current(self) -> bool:
        """Whether the published text, with the signs its topic lends, is still the text that was reviewed."""
        return self.page.live and text_digest(self.page, self.page.topic) == self.text_digest

    @property
    def is_overdue(self) -> bool:
        """Whether the date of the next look has passed."""
        return self.next_due is not None and self.next_due < today()
