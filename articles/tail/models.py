"""Tail: what stands at the end of every article; ReadingSettings: which one that is."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin

from articles.links.panel import LinkProblemsPanel
from articles.tail.blocks import TailBody
from articles.tail.keeping import why_kept, why_not_for_all
from articles.tail.panels import TailUsagePanel
from articles.tail.publishing import PublishTailAction
from articles.where_to_start.panel import TruthTablePanel
from articles.withdrawal import withdraw

if TYPE_CHECKING:
    from articles.article.models import ArticlePage


class Tail(DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """One shared, versioned ending. Publishing a change changes every article that ends with it."""

    name = models.CharField(
        _("名前"), max_length=100, help_text=_("管理画面での呼び名。読者には出ません。例:「標準の末尾」")
    )
    body = StreamField(TailBody(), verbose_name=_("内容"), blank=True)
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="tail",
        for_concrete_model=False,
    )

    panels = [
        TailUsagePanel(),
        LinkProblemsPanel(),
        FieldPanel("name"),
        FieldPanel("body"),
        TruthTablePanel(),
    ]

    class Meta:
        verbose_name = _("記事の末尾")
        verbose_name_plural = _("記事の末尾")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an end of publication for a tail that a site needs."""
        super().clean()
        if self.expire_at and (reason := why_kept(self)):
            raise ValidationError({"expire_at": reason})

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> None:
        """Publish a version of this tail; ValidationError when its recommendation has a fault."""
        skip = options.pop("skip_permission_checks", False)
        PublishTailAction(revision, user=user, **options).execute(skip_permission_checks=skip)

    def unpublish(self, set_expired: bool = False, **options: Any) -> None:
        """Withdraw this tail; ValidationError while a site needs it (a date that has come is called off instead)."""
        withdraw(self, why_kept(self), super().unpublish, set_expired=set_expired, **options)

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Pass on the query of the preview's address: which article (`?article=`), and which reader's answer."""
        attributes = dict(extra_request_attrs or {})
        if original_request:
            attributes["GET"] = original_request.GET
        return super().make_preview_request(original_request, preview_mode, attributes)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "articles/article_page.html" if self.sample_article(request) else "articles/tail_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Show the draft at the end of a real article; with none published, alone."""
        article = self.sample_article(request)
        context = super().get_preview_context(request, mode_name) | {"tail": self}
        return context | article.get_context(request, tail=self) if article else context

    def sample_article(self, request: HttpRequest) -> "ArticlePage | None":
        """Return the published article that the preview asks for, or one that ends with this tail, or the newest."""
        from articles.article.models import ArticlePage  # noqa: PLC0415 - articles know their tail

        live = ArticlePage.objects.live().order_by("-first_published_at")
        wanted = request.GET.get("article", "")
        if wanted.isascii() and wanted.isdigit() and (article := live.filter(pk=int(wanted)).first()):
            return article
        return live.filter(tail_id=self.pk).first() if self.pk and self.articles.exists() else live.first()


@register_setting(icon="doc-full", order=100)
class ReadingSettings(BaseSiteSetting):
    """What all articles of a site share."""

    default_tail = models.ForeignKey(
        Tail,
        verbose_name=_("サイト共通の末尾"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sites_with_default",
        help_text=_("末尾を選んでいないすべての記事に付きます。公開されている末尾を選んでください。"),
    )

    select_related = ["default_tail"]
    panels = [FieldPanel("default_tail")]

    class Meta:
        verbose_name = _("記事の設定")

    def clean(self) -> None:
        """Refuse a tail that readers cannot see: all articles would lose theirs."""
        super().clean()
        if self.default_tail and (reason := why_not_for_all(self.default_tail)):
            raise ValidationError({"default_tail": reason})
