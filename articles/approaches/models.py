"""The approaches: their list and their pages. Their order is the order of the page tree."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from articles.approaches.forms import ApproachPageForm
from articles.approaches.order import approaches_in_order
from articles.blocks.body import ArticleBody
from articles.blocks.contents import contents_list
from articles.links.panel import LinkProblemsPanel
from articles.links.prose import Prose
from articles.links.resolve import offers_products, resolve_links
from articles.pictures import prepare_pictures
from articles.references.article import connect_references
from articles.twins.page import MarkdownTwinMixin
from articles.where_to_start.keeping import reason_to_keep
from articles.withdrawal import withdraw
from shop.sources import Source
from toelab.base.models import BasePage


class ApproachIndexPage(BasePage):
    """The approaches, in the order in which they are worth trying."""

    introduction = RichTextField(
        _("導入文"),
        blank=True,
        features=["bold", "link"],
        help_text=_("一覧の前に出ます。例:「三つには順番があります。全部を一度に始める必要はありません。」"),
    )

    content_panels = [*BasePage.content_panels, LinkProblemsPanel(), FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    template = "articles/approach_index_page.html"
    is_pressed = True
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.ApproachPage"]
    page_description = _(
        "アプローチの一覧です。トップページの下にひとつだけ置きます。番号は子ページの並び順で決まります。"
    )

    class Meta:
        verbose_name = _("アプローチ一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        approaches = approaches_in_order()
        resolve_links(*(approach.introduction for approach in approaches))
        prepare_pictures(approach.page.hero_image for approach in approaches)
        return context | {
            "approaches": approaches,
            "breadcrumb": self.get_ancestors().live().filter(depth__gt=1),
        }


class ApproachPage(MarkdownTwinMixin, BasePage):
    """One approach: an exercise, socks, a way of walking."""

    alias = models.CharField(
        _("別名"), max_length=100, blank=True, help_text=_("ブランドでの呼び名。例:「YOSHIRO WALK」")
    )
    tagline = models.CharField(
        _("一行の説明"), max_length=200, help_text=_("名前の下に出ます。例:「足指を動かして、広げて伸ばす」")
    )
    introduction = RichTextField(
        _("紹介"),
        features=["bold", "link", "ul"],
        help_text=_(
            "すべての記事の終わりに出る紹介です。効果の約束は書けません（〜しやすい、選択肢の一つ、など）。"
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
    body = StreamField(ArticleBody(), verbose_name=_("本文"), blank=True)
    patterns = ParentalManyToManyField(
        "articles.FootPattern",
        verbose_name=_("足のタイプ"),
        blank=True,
        related_name="approach_pages",
        help_text=_("このアプローチが向き合う足のタイプ。"),
    )

    content_panels = [
        *BasePage.content_panels,
        LinkProblemsPanel(),
        MultiFieldPanel(
            [
                FieldPanel("alias"),
                FieldPanel("tagline"),
                FieldPanel("introduction"),
                FieldPanel("hero_image"),
            ],
            heading=_("名前と紹介"),
        ),
        FieldPanel("body"),
        FieldPanel("patterns"),
        InlinePanel(
            "products", heading=_("商品"), label=_("商品"), help_text=_("ページの終わりに並びます。")
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("alias"),
        index.SearchField("tagline"),
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    base_form_class = ApproachPageForm
    template = "articles/approach_page.html"
    is_pressed = True
    parent_page_types = ["articles.ApproachIndexPage"]
    subpage_types: list[str] = []
    page_description = _(
        "ひとつのアプローチの紹介です。アプローチ一覧の下に置きます。番号は並び順で付き、記事の終わりにも出ます。"
    )

    class Meta:
        verbose_name = _("アプローチ")
        verbose_name_plural = _("アプローチ")

    def unpublish(self, set_expired: bool = False, **options: Any) -> None:
        """Withdraw this page; ValidationError while readers are being sent here (a date is called off instead)."""
        withdraw(self, reason_to_keep(self), super().unpublish, set_expired=set_expired, **options)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        introduction = Prose(self.introduction)
        resolve_links(self.body, introduction)
        prepare_pictures([self.hero_image], self.body)
        connect_references(self.body)
        approaches = approaches_in_order()
        # A reader whom a recommendation sent here still comes from that recommendation when they buy.
        came_from = Source.parse(request.GET.get("f"))
        products = [choice.product for choice in self.products.select_related("product")]
        return context | {
            "approach": next((a for a in approaches if a.page.pk == self.pk), None),
            "others": [a for a in approaches if a.page.pk != self.pk],
            "introduction": introduction,
            "patterns": self.patterns.all(),
            "breadcrumb": self.get_ancestors().live().filter(depth__gt=1),
            "contents": contents_list(self.body),
            "products": products,
            "sells": bool(products) or offers_products(self.body, introduction),
            "product_source": came_from or (Source(page=self.pk, block="products") if self.pk else None),
            "came_from": came_from,
        }


class ApproachProduct(Orderable):
    """A product that belongs to an approach."""

    page = ParentalKey(ApproachPage, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(
        "shop.Product", verbose_name=_("商品"), on_delete=models.CASCADE, related_name="approach_uses"
    )

    panels = [FieldPanel("product")]

    class Meta(Orderable.Meta):
        verbose_name = _("商品")
        verbose_name_plural = _("商品")

    def __str__(self) -> str:
        return str(self.product)
