"""The front page."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from articles.links.resolve import resolve_links
from articles.pictures import prepare_pictures
from shop.structured_data.seller import seller_node
from toelab.base.models import BasePage
from toelab.base.search_preview.title import SITE, TitleRule
from toelab.base.structured_data.nodes import Node
from toelab.home.blocks import HomeBody


class HomePage(BasePage):
    """The first page of the site: says whom it is for and where to start."""

    headline = models.CharField(
        _("見出し"),
        max_length=100,
        help_text=_(
            "最初の画面に大きく出る一文。題名はサイトの名前として使われます。例:「足指から、体の支え方を見直す。」"
        ),
    )
    lead = models.TextField(
        _("導入文"),
        help_text=_(
            "見出しの下に出る2〜3文。例:「痛いところだけを見直しても、足元が変わらなければ負担は戻ってきます。」"
        ),
    )
    hero_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("扉の絵"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    start_label = models.CharField(
        _("最初のリンクの文字"),
        max_length=40,
        blank=True,
        help_text=_("最初の画面から記事の一覧へ進むリンク。空欄なら出ません。例:「読みものを選ぶ」"),
    )
    body = StreamField(HomeBody(), verbose_name=_("本文"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("headline"), FieldPanel("lead"), FieldPanel("hero_image"), FieldPanel("start_label")],
            heading=_("最初の画面"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("lead")]

    template = "home/home_page.html"
    is_pressed = True
    title_rule = TitleRule(field="headline", plain=f"{SITE}｜{{}}", written="{}")
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    page_description = _(
        "サイトの入口です。ひとつだけ置けます。記事・アプローチ・商品への道しるべを並べます。"
    )

    class Meta:
        verbose_name = _("トップページ")

    @property
    def meta_description(self) -> str:
        """For search engines: the editor's words, or else the lead."""
        return self.search_description or self.lead

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        resolve_links(self.body)
        prepare_pictures([self.hero_image])
        return super().get_context(request, *args, **kwargs)

    def structured_data(self, context: Mapping[str, Any]) -> list[Node]:
        """Say who runs the site, as a shop."""
        return [*super().structured_data(context), seller_node(context["request"])]
