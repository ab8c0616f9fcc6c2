"""Inline children of an article: its authors and the related articles its editor chose."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class ArticleAuthor(Orderable):
    """Somebody who wrote the article."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        "articles.Person", verbose_name=_("人物"), on_delete=models.PROTECT, related_name="written_articles"
    )

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("書き手")
        verbose_name_plural = _("書き手")

    def __str__(self) -> str:
        return str(self.person)


class RelatedArticle(Orderable):
    """An article that belongs with this one."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(
        "articles.ArticlePage", verbose_name=_("記事"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("関連記事")
        verbose_name_plural = _("関連記事")

    def __str__(self) -> str:
        return str(self.target)
