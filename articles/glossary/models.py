"""Term: one word of the glossary."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class Term(index.Indexed, models.Model):
    """A word that an article uses before it can explain it."""

    word = models.CharField(_("用語"), max_length=40, unique=True, help_text=_("例:「内反小趾」"))
    reading = models.CharField(
        _("よみ"),
        max_length=60,
        validators=[
            RegexValidator(
                r"^[ぁ-ゖー・\s]+$", _("よみは、ひらがなで書いてください。例:「ないはんしょうし」")
            )
        ],
        help_text=_("ひらがなで。五十音の順番と、記事のふりがなに使われます。例:「ないはんしょうし」"),
    )
    explanation = models.TextField(
        _("説明"),
        max_length=300,
        help_text=_(
            "1〜3文、300字まで。はじめて聞く人に話すつもりで。例:「足の小指が、親指のほうへ倒れた形。」"
        ),
    )
    article = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("くわしい記事"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("説明の下からつながります。非公開の間は出ません。"),
    )
    linked = models.BooleanField(
        _("記事からつなぐ"),
        default=True,
        help_text=_("記事の中で最初に出てきたところから、用語集へつなぎます。ふりがなも、そこに付きます。"),
    )

    panels = [FieldPanel(name) for name in ("word", "reading", "explanation", "article", "linked")]
    search_fields = [index.AutocompleteField("word"), index.AutocompleteField("reading")]

    class Meta:
        verbose_name = _("用語")
        verbose_name_plural = _("用語集")
        ordering = ["reading", "word"]

    def __str__(self) -> str:
        return self.word

    @property
    def anchor(self) -> str:
        """The id of its place on the glossary page; stays when the word is corrected."""
        return f"term-{self.pk}"

    def get_absolute_url(self) -> str:
        """Its place on the glossary page."""
        return f"{reverse('glossary')}#{self.anchor}"
