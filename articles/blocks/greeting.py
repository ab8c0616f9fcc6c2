"""あいさつ: the author says who is speaking."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.blocks.groups import READER


class GreetingBlock(StructBlock):
    """The author's greeting, one line."""

    text = CharBlock(label=_("あいさつ"), help_text=_("例:「こんにちは。足指研究家の湯浅慶朗です。」"))
    person = SnippetChooserBlock(
        "articles.Person",
        required=False,
        label=_("人物"),
        help_text=_("選ぶと、名前と肩書がそえられます。"),
    )

    class Meta:
        icon = "user"
        label = _("あいさつ")
        label_format = "{text}"
        group = READER
        description = _("書き手が名のる一行。記事のはじめに置きます。")
        template = "blocks/greeting.html"
        preview_value = {"text": "こんにちは。足指研究家の湯浅慶朗です。", "person": None}
