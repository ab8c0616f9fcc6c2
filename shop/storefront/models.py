"""ShopIndexPage (/shop/) and ProductPage (/shop/<product>/). The same bytes for every visitor."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Orderable
from wagtail.search import index

from shop.catalogue.choosers import ProductChooserWidget
from shop.catalogue.models import Product
from shop.sources import Source
from shop.storefront.blocks import ProductBody
from shop.storefront.choices import choices_of
from shop.storefront.terms import selling_terms
from shop.structured_data.product import product_nodes
from shop.structured_data.seller import seller_node
from toelab.base.models import BasePage
from toelab.base.structured_data.nodes import Node


class ShopIndexPage(BasePage):
    """The list of everything that can be bought."""

    lead = models.TextField(_("リード文"), blank=True, help_text=_("一覧の上に出る2〜3文です。"))

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    template = "shop/shop_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["shop.ProductPage"]
    max_count = 1
    page_description = _("商品の一覧です。ホームのすぐ下に1つだけ置きます（スラッグ shop）。")

    class Meta:
        verbose_name = _("商品一覧ページ")
        verbose_name_plural = _("商品一覧ページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the products whose page is live, in the order of the page tree."""
        pages = ProductPage.objects.child_of(self).live().filter(product__is_active=True).order_by("path")
        return {
            **super().get_context(request, *args, **kwargs),
            "products": [page.product for page in pages.select_related("product")],
        }


class ProductPage(BasePage):
    """What is said and shown about one product, with the form that puts it in the basket."""

    product = models.OneToOneField(
        Product, on_delete=models.PROTECT, related_name="product_page", verbose_name=_("商品")
    )
    lead = models.TextField(
        _("リード文"), blank=True, help_text=_("題名の下に出る2〜3文です。効果の約束は書けません。")
    )
    body = StreamField(ProductBody(), verbose_name=_("本文"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("product", widget=ProductChooserWidget),
        FieldPanel("lead"),
        InlinePanel("images", heading=_("商品の写真"), label=_("写真")),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "shop/product_page.html"
    parent_page_types = ["shop.ShopIndexPage"]
    subpage_types: list[str] = []
    page_description = _("1つの商品を紹介し、カートに入れるページです。価格と在庫は「商品」の側にあります。")

    class Meta:
        verbose_name = _("商品ページ")
        verbose_name_plural = _("商品ページ")

    @property
    def meta_description(self) -> str:
        """For search engines: the editor's words, or else the lead."""
        return self.search_description or self.lead

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the buy form shows. Depends on the address alone, never on the visitor."""
        return {
            **super().get_context(request, *args, **kwargs),
            "choices": choices_of(self.product),
            "source": Source.parse(request.GET.get("f")),
            "terms": selling_terms(self.product),
        }

    def structured_data(self, context: Mapping[str, Any]) -> list[Node]:
        """Say what is sold, for how much, and by whom."""
        return [*product_nodes(self, context), seller_node(context["request"])]

    @property
    def social_picture(self) -> AbstractImage | None:
        """The first picture of the product."""
        first = self.images.first()
        return first.image if first else None


class ProductImage(Orderable):
    """One picture of a product page; the first one is used on cards."""

    page = ParentalKey(
        ProductPage, on_delete=models.CASCADE, related_name="images", verbose_name=_("商品ページ")
    )
    image = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.PROTECT, related_name="+", verbose_name=_("画像")
    )
    alt_text = models.CharField(
        _("代替テキスト"),
        max_length=200,
        help_text=_("見えない人にも伝わる説明。例: 藍色の5本指ソックスを上から見たところ"),
    )

    panels = [FieldPanel("image"), FieldPanel("alt_text")]

    class Meta(Orderable.Meta):
        verbose_name = _("商品の写真")
        verbose_name_plural = _("商品の写真")
