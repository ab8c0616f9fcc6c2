"""Synonym: words that find each other; FailedSearch: what readers looked for in vain."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from japanese_search.folding import fold
from japanese_search.words import words_of

MAX_FAILED_TEXT = 100


def normalised(query: str) -> str:
    """Return the words of a search as they are compared: one spelling for all widths, cases and kana."""
    return " ".join(fold(word) for word in words_of(query))[:MAX_FAILED_TEXT]


class Synonym(models.Model):
    """A group of words: a search for one of them finds all. Counts from the next search on."""

    words = models.TextField(
        _("同じ意味の語"),
        help_text=_(
            "1行に1語。どの語で検索しても、すべての語のページが見つかります。よみがなや表記ゆれも書けます。"
            "例:「浮き指」「うきゆび」「浮指」を3行で。カタカナとひらがな、全角と半角の違いは書かなくて大丈夫です。"
        ),
    )

    panels = [FieldPanel("words")]

    class Meta:
        verbose_name = _("検索の同義語")
        verbose_name_plural = _("検索の同義語")
        ordering = ["words"]

    def __str__(self) -> str:
        return " ＝ ".join(self.group)

    @property
    def group(self) -> list[str]:
        """The words, without empty lines and repetitions."""
        words: dict[str, str] = {}
        for line in self.words.splitlines():
            words.setdefault(normalised(line), line.strip())
        return [word for key, word in words.items() if key]

    def clean(self) -> None:
        """Refuse a group in which nothing is equal to anything."""
        super().clean()
        if len(self.group) < 2:
            raise ValidationError({"words": _("違う語を2つ以上、1行に1語ずつ書いてください。")})
        self.words = "\n".join(self.group)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Drop the failed searches for these words from the report: they are seen to."""
        super().save(*args, **kwargs)
        FailedSearch.objects.filter(text__in=[normalised(word) for word in self.group]).delete()


class FailedSearch(models.Model):
    """A search that found nothing, counted. Holds no trace of who searched."""

    text = models.CharField(_("探された言葉"), max_length=MAX_FAILED_TEXT, unique=True)
    times = models.PositiveIntegerField(_("回数"), default=1)
    last_seen = models.DateTimeField(_("最後に探された日時"), default=timezone.now)

    class Meta:
        verbose_name = _("見つからなかった検索")
        verbose_name_plural = _("見つからなかった検索")
        ordering = ["-times", "-last_seen"]

    def __str__(self) -> str:
        return self.text
