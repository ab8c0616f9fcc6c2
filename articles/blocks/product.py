"""商品: a product where it helps the reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue

from articles.blocks.groups import GUIDES, INLINE_FEATURES
from articles.blocks.sources import source_from
from articles.links.prose import ProseBlock
from shop.catalogue.choosers import ProductChooserBlock
from shop.catalogue.models import Product


class ProductBlock(StructBlock):
    """A product card; its link remembers that the reader came from this block."""

    product = ProductChooserBlock(label=_("商品"))
    text = ProseBlock(
        required=False,
        features=INLINE_FEATURES,
        label=_("添える文"),
        help_text=_("効果の約束は書けません。例:「足もとの環境を整える選択肢の一つです。」"),
    )

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["source"] = source_from(context)
        return context

    def get_preview_value(self) -> Any:
        """Show the first product of the shop."""
        product = Product.objects.first()
        text = "<p>足もとの環境を整える選択肢の一つです。</p>"
        return self.to_python({"product": product and product.pk, "text": text})

    class Meta:
        icon = "tag"
        label = _("商品")
        group = GUIDES
        description = _(
            "商品の名前・価格・在庫を出し、商品のページへ案内します。価格と在庫は自動で新しくなります。"
        )
        template = "blocks/product.html"
