"""What a product page's body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from shop.storefront.blocks.size_table import SizeTableBlock


class PictureBlock(blocks.StructBlock):
    """A picture with an optional caption."""

    image = ImageBlock(label=_("画像"))
    caption = blocks.CharBlock(label=_("説明"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("図")
        description = _("商品の写真や図です。")
        template = "shop/blocks/picture.html"


class ProductBody(blocks.StreamBlock):
    """Paragraphs, headings, lists, pictures, size tables and notes. Effects are never promised here."""

    heading = blocks.CharBlock(
        label=_("見出し"),
        icon="title",
        max_length=100,
        template="shop/blocks/heading.html",
        preview_value="素材と設計",
    )
    paragraph = blocks.RichTextBlock(
        label=_("段落"),
        icon="pilcrow",
        features=["bold", "link"],
        template="shop/blocks/paragraph.html",
        preview_value="<p>足指が広がりやすい形に編んでいます。</p>",
    )
    list = blocks.ListBlock(
        blocks.CharBlock(label=_("項目"), max_length=200),
        label=_("箇条書き"),
        icon="list-ul",
        template="shop/blocks/list.html",
        preview_value=["日本製", "つま先の縫い目がない編み方"],
    )
    picture = PictureBlock()
    size_table = SizeTableBlock()
    note = blocks.TextBlock(
        label=_("注記"),
        icon="info-circle",
        rows=3,
        template="shop/blocks/note.html",
        help_text=_("※で始まる小さな文です。例: 画面の色は実物と異なる場合があります。"),
        preview_value="画面の色は実物と異なる場合があります。",
    )
