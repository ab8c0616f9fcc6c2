"""The list of articles, and the topics that order them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from articles.article.cards import article_cards
from articles.blocks.safety import TopicSafety
from articles.links.panel import LinkProblemsPanel
from articles.links.resolve import resolve_links
from articles.pictures import prepare_pictures
from articles.topics.forms import TopicPageForm
from toelab.base.models import BasePage

SAFETY_HELP = _(
    "このテーマのページと、自分の「受診の目安」を持たない記事に、この目安が出ます。文を変えると、その記事の医療監修の印は外れます。監修し直して、記録を作ってください。"
)


class ArticleIndexPage(BasePage):
    """All topics."""

    introduction = models.TextField(
        _("導入文"), blank=True, help_text=_("例:「気になる症状から選んでください。」")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    template = "articles/article_index_page.html"
    is_pressed = True
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.TopicPage"]
    page_description = _("記事の入口です。トップページの下にひとつだけ置きます。テーマが並びます。")

    class Meta:
        verbose_name = _("記事一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        topics = list(TopicPage.objects.child_of(self).live().select_related("hero_image").order_by("path"))
        prepare_pictures([topic.hero_image for topic in topics])
        return context | {
            "topics": topics,
            "breadcrumb": self.get_ancestors().live().filter(depth__gt=1),
        }


class TopicPage(BasePage):
    """A topic: what its articles have in common, and the one that explains it whole."""

    description = models.TextField(
        _("説明"),
        help_text=_("題名の下に出る2〜3文。例:「お尻から脚にかけての痛みやしびれを、足もとから考えます。」"),
    )
    hero_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("扉の絵"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    pillar = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("柱の記事"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("このテーマを最初から順に説明する記事。一覧の先頭に出て、ほかの記事からも案内されます。"),
    )

    is_symptom = models.BooleanField(
        _("症状のテーマ"),
        default=False,
        help_text=_(
            "痛みやしびれなど、病気が隠れていることのあるテーマ。記事に「受診の目安」がないと公開できなくなり、症状の一覧に出ます。"
        ),
    )
    safety = StreamField(
        TopicSafety(),
        verbose_name=_("テーマに共通の受診の目安"),
        blank=True,
        help_text=_("自分の「受診の目安」を持たない記事に、この目安が出ます。"),
    )

    content_panels = [
        *BasePage.content_panels,
        LinkProblemsPanel(),
        MultiFieldPanel([FieldPanel("description"), FieldPanel("hero_image")], heading=_("最初の画面")),
        FieldPanel("pillar"),
        MultiFieldPanel(
            [FieldPanel("is_symptom"), FieldPanel("safety", help_text=SAFETY_HELP)],
            heading=_("受診の目安"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("description")]

    base_form_class = TopicPageForm
    template = "articles/topic_page.html"
    is_pressed = True
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types = ["articles.ArticlePage"]
    page_description = _(
        "記事のまとまり（坐骨神経痛、外反母趾など）です。記事一覧の下に置き、中に記事を書きます。"
    )

    class Meta:
        verbose_name = _("テーマ")
        verbose_name_plural = _("テーマ")

    @property
    def has_safety(self) -> bool:
        """Whether the topic has signs that hold for all its articles."""
        return len(self.safety) > 0

    @property
    def meta_description(self) -> str:
        """For search engines: the editor's words, or else the description."""
        return self.search_description or self.description

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cards = article_cards(lambda articles: articles.child_of(self).order_by("path"))
        prepare_pictures([self.hero_image])
        resolve_links(self.safety)
        return context | {
            "safety": self.safety[0].value if self.has_safety else None,
            "pillar": next((card for card in cards if card.pk == self.pillar_id), None),
            "articles": [card for card in cards if card.pk != self.pillar_id],
            "breadcrumb": self.get_ancestors().live().filter(depth__gt=1),
        }
