"""FootPattern: a way in which a foot gives way (inwards, outwards, without hold)."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from articles.links.reference import PageReference


class FootPatternManager(models.Manager["FootPattern"]):
    """Patterns come with their pictures: they are never shown without, and often several at a time."""

    def get_queryset(self) -> "models.QuerySet[FootPattern]":
        return super().get_queryset().select_related("image")


class FootPattern(index.Indexed, models.Model):
    """A foot pattern and the article about it."""

    name = models.CharField(_("名前"), max_length=100, help_text=_("例:「内側に寄るタイプ」"))
    examples = models.CharField(
        _("あてはまる足"),
        max_length=200,
        blank=True,
        help_text=_("名前の後の括弧に出ます。例:「外反母趾・親指側」"),
    )
    slug = models.SlugField(
        _("記号"), unique=True, help_text=_("半角の英字。あとから変えないでください。例: inner")
    )
    description = models.TextField(_("説明"), blank=True, help_text=_("一覧に出る1〜2文。"))
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("絵"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    article = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("くわしい記事"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("このタイプをいちばんよく説明している記事。"),
    )
    sort_order = models.PositiveSmallIntegerField(
        _("並び順"), default=0, help_text=_("小さいほど先に出ます。")
    )

    objects = FootPatternManager()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("examples"), FieldPanel("slug"), FieldPanel("sort_order")],
            heading=_("名前と順番"),
        ),
        MultiFieldPanel(
            [FieldPanel("description"), FieldPanel("image"), FieldPanel("article")], heading=_("説明と案内")
        ),
    ]
    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("examples")]

    class Meta:
        verbose_name = _("足のタイプ")
        verbose_name_plural = _("足のタイプ")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its examples: 「内側に寄るタイプ（外反母趾・親指側）」."""
        return f"{self.name}（{self.examples}）" if self.examples else self.name

    @cached_property
    def page_reference(self) -> PageReference | None:
        """The link to its article, looked up together with the other links of a page."""
        return PageReference(self.article_id) if self.article_id else None
