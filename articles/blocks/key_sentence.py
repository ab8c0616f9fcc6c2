"""要の一文: the sentence a reader should take home."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import TextBlock

from articles.blocks.groups import READER


class KeySentenceBlock(TextBlock):
    """One emphasised sentence; its line breaks are kept."""

    class Meta:
        icon = "pick"
        label = _("要の一文")
        group = READER
        description = _(
            "その節でいちばん伝えたい一文。改行はそのまま出ます。一つの節に一つまでが目安です。"
            "例:「使い方が同じなら、戻りやすい。」"
        )
        template = "blocks/key_sentence.html"
        preview_value = "場所を整えても、\n使い方が同じなら戻りやすい。"
