"""読者の声: what readers say, in their own words."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock

from articles.blocks.groups import READER


class ReaderVoicesBlock(ListBlock):
    """Short quotations; the template adds the brackets 「」."""

    class Meta:
        icon = "openquote"
        label = _("読者の声")
        group = READER
        description = _("相談でよく聞く言葉を並べます。かぎ括弧「」は自動で付きます。")
        template = "blocks/reader_voices.html"
        preview_value = ["ほぐした日は楽なのに、翌朝には元どおりです", "続けているのに、変わった気がしません"]


def reader_voices() -> ReaderVoicesBlock:
    """Return the block as article bodies use it."""
    return ReaderVoicesBlock(
        CharBlock(label=_("声"), help_text=_("括弧なしで。例:「歩き出しがいちばんつらいです」")),
        min_num=1,
    )
