"""ArticlePage: what readers come for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Revision
from wagtail.search import index

from articles.article.forms import ArticlePageForm
from articles.article.next_reads import NextReadsBlock
from articles.article.panels import CONTENT_PANELS
from articles.article.reading import reading_context, topic_of
from articles.blocks.body import ArticleBody
from articles.structured_data.article import article_nodes
from articles.twins.page import MarkdownTwinMixin
from toelab.base.models import BasePage
from toelab.base.structured_data.nodes import Node

if TYPE_CHECKING:
    from articles.topics.models import TopicPage


class ArticlePage(MarkdownTwinMixin, BasePage):
    """An article inside a topic."""

    # For lists
    short_title = models.CharField(
        _("短い題名"),
        max_length=60,
        blank=True,
        help_text=_("一覧やカードで使う短い題名。空欄なら題名がそのまま出ます。例:「座ると痛いのはなぜ？」"),
    )
    lead = models.TextField(
        _("導入文"),
        help_text=_("2〜3文。題名の下・一覧のカード・検索結果の説明に使われます。"),
    )
    hero_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("扉の絵"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # What it says
    body = StreamField(ArticleBody(), verbose_name=_("本文"), blank=True)

    # What it belongs to and leads to
    patterns = ParentalManyToManyField(
        "articles.FootPattern",
        verbose_name=_("足のタイプ"),
        blank=True,
        related_name="article_pages",
        help_text=_("この記事が扱う足のタイプ。関連記事を選ぶ手がかりになります。"),
    )
    next_reads = StreamField(
        NextReadsBlock(),
        verbose_name=_("次に知りたいこと"),
        blank=True,
        help_text=_(
            "読み終えた人の問いを2〜4つ。4つに足りない分は、柱の記事・同じ足のタイプ・同じテーマの記事で補われます。"
        ),
    )
    tail = models.ForeignKey(
        "articles.Tail",
        verbose_name=_("記事の末尾"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text=_("空欄ならサイト共通の末尾（設定 → 記事の設定）が付きます。"),
    )

    # Kept by `import_article` so that importing the same file again finds the same page
    import_key = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)

    base_form_class = ArticlePageForm
    content_panels = CONTENT_PANELS
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("short_title"),
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    exclude_fields_in_copy = ["import_key"]

    template = "articles/article_page.html"
    is_pressed = is_pressed_for_any_source = True
    parent_page_types = ["articles.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("読みものの記事です。テーマの下に置きます。目次・末尾・関連記事は自動で付きます。")

    class Meta:
        verbose_name = _("記事")
        verbose_name_plural = _("記事")

    @property
    def card_title(self) -> str:
        """Its title in lists."""
        return self.short_title or self.title

    @property
    def meta_description(self) -> str:
        """For search engines: the editor's words, or else the lead."""
        return self.search_description or self.lead

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | reading_context(self, request, tail=kwargs.get("tail"))

    @property
    def topic(self) -> "TopicPage | None":
        """The topic it stands in; one query."""
        return topic_of(self)

    def structured_data(self, context: Mapping[str, Any]) -> list[Node]:
        """Say what the article is, who wrote it and, while that is true, who reviewed it."""
        return article_nodes(self, context)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision; ValidationError for one about a symptom that does not say when to see a doctor.

        Workflows, schedules, bulk actions and code come through here; the edit form asks before.
        """
        from articles.safety.gate import MISSING, lacks_safety  # noqa: PLC0415 - the gate knows the article

        if lacks_safety(revision.as_object().body, self.topic):
            raise ValidationError(MISSING)
        return super().publish(revision, *args, **kwargs)
