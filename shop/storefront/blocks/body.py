"""What a product page's body is made of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from shop.storefront.blocks.size_table import SizeTableBlock
from toelab.base.blocks.groups import HEADINGS, LISTS, PICTURES, TEXT
from toelab.base.blocks.images import NamedImageBlock, newest_picture
from toelab.base.blocks.picker import introduced


class PictureBlock(blocks.StructBlock):
    """A picture with an optional caption."""

    image = NamedImageBlock(label=_("画像"))
    caption = blocks.CharBlock(label=_("説明"), max_length=200, required=False)

    def get_preview_value(self) -> Any:
        """Show the newest picture of the library."""
        return self.to_python({"image": newest_picture(), "caption": "つま先を上から見たところ"})

    class Meta:
        icon = "image"
        label = _("図")
        label_format = "{caption}"
        group = PICTURES
        description = _("商品の写真や図です。説明の例:「つま先を上から見たところ」")
        template = "shop/blocks/picture.html"


class ProductBody(blocks.StreamBlock):
    """Paragraphs, headings, lists, pictures, size tables and notes. Effects are never promised here."""

    heading = introduced(
        blocks.CharBlock(
            label=_("見出し"),
            icon="title",
            max_length=100,
            template="shop/blocks/heading.html",
            preview_value="素材と設計",
        ),
        group=HEADINGS,
        description=_("節の始まりです。例:「素材と設計」"),
    )
    paragraph = introduced(
        blocks.RichTextBlock(
            label=_("段落"),
            icon="pilcrow",
            features=["bold", "link"],
            template="shop/blocks/paragraph.html",
            preview_value="<p>足指が広がりやすい形に編んでいます。</p>",
        ),
        group=TEXT,
        description=_("ふつうの文章。効果の約束は書けません。例:「足指が広がりやすい形に編んでいます。」"),
    )
    list = introduced(
        blocks.ListBlock(
            blocks.CharBlock(label=_("項目"), max_length=200),
            label=_("箇条書き"),
            icon="list-ul",
            template="shop/blocks/list.html",
            preview_value=["日本製", "つま先の縫い目がない編み方"],
        ),
        group=LISTS,
        description=_("並べて見せたい短い項目。例:「日本製」「つま先の縫い目がない編み方」"),
    )
    picture = PictureBlock()
    size_table = SizeTableBlock()
    note = introduced(
        blocks.TextBlock(
            label=_("注記"),
            icon="info-circle",
            rows=3,
            template="shop/blocks/note.html",
            help_text=_("※で始まる小さな文です。例: 画面の色は実物と異なる場合があります。"),
            preview_value="画面の色は実物と異なる場合があります。",
        ),
        group=TEXT,
        description=_("小さな補足。先頭の※は自動で付きます。例:「画面の色は実物と異なる場合があります。」"),
    )
