"""まとめ: the closing section of an article."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StructBlock, StructValue

from articles.blocks.groups import READER
from articles.blocks.key_sentence import KeySentenceBlock
from articles.blocks.lines import LinesBlock
from articles.blocks.list_items import ListItemsBlock
from articles.blocks.paragraph import ParagraphBlock


class SummaryBodyBlock(StreamBlock):
    """What may stand in a summary: text, no further headings."""

    paragraph = ParagraphBlock()
    lines = LinesBlock()
    list = ListItemsBlock()
    key_sentence = KeySentenceBlock()

    class Meta:
        label = _("内容")
        template = "blocks/stream.html"


class SummaryValue(StructValue):
    """A summary and its line in the contents list."""

    @property
    def contents_line(self) -> str:
        """What the contents list says."""
        return f"{self['kicker']}｜{self['text']}" if self["kicker"] else self["text"]


class SummaryBlock(StructBlock):
    """The summary with a heading of its own."""

    kicker = CharBlock(
        required=False, default="まとめ", label=_("上の小さな行"), help_text=_("例:「まとめ」")
    )
    text = CharBlock(label=_("見出し"), help_text=_("例:「足りないのは努力ではなく、順番かもしれません」"))
    body = SummaryBodyBlock()

    def get_preview_value(self) -> Any:
        """Show two lines and a key sentence."""
        return self.to_python(
            {
                "kicker": "まとめ",
                "text": "足りないのは努力ではなく、順番かもしれません",
                "body": [
                    {"type": "lines", "value": "<p>場所だけを整える。</p><p>使い方は、そのまま。</p>"},
                    {"type": "key_sentence", "value": "足もとから順番に、が近道になることがあります。"},
                ],
            }
        )

    class Meta:
        icon = "tick-inverse"
        label = _("まとめ")
        label_format = "{text}"
        group = READER
        description = _("記事の終わりに要点をまとめます。目次にも出ます。")
        template = "blocks/summary.html"
        value_class = SummaryValue
