"""見出し: a heading with an optional small line above and a subtitle below."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue

from articles.blocks.choice import NamedChoiceBlock
from articles.blocks.groups import HEADINGS


class HeadingValue(StructValue):
    """A heading and its line in the contents list."""

    @property
    def contents_line(self) -> str:
        """What the contents list says: the editor's short words, or the heading's text."""
        return self["contents_label"] or self["text"]


class HeadingBlock(StructBlock):
    """A heading; an h2 opens a section of the contents list, an h3 a part of it."""

    level = NamedChoiceBlock(
        choices=[("h2", _("大見出し")), ("h3", _("小見出し"))],
        default="h2",
        search_index=False,
        label=_("大きさ"),
    )
    kicker = CharBlock(
        required=False,
        label=_("上の小さな行"),
        help_text=_("見出しの上に小さく出ます。例:「坐骨神経痛がぶり返す人の共通点①」"),
    )
    text = CharBlock(label=_("見出し"), help_text=_("例:「痛い場所だけを見ている」"))
    subtitle = CharBlock(
        required=False,
        label=_("下の一行"),
        help_text=_("見出しの下に出る補足。前の「—」は自動で付きます。例:「ただし、順番があります」"),
    )
    contents_label = CharBlock(
        required=False,
        search_index=False,
        label=_("目次での短い言い方"),
        help_text=_("空欄なら見出しがそのまま目次に出ます。"),
    )

    class Meta:
        icon = "title"
        label = _("見出し")
        label_format = "{text}"
        group = HEADINGS
        description = _("節の始まり。目次はここから自動で作られます。")
        template = "blocks/heading.html"
        value_class = HeadingValue
        form_layout = ["level", "kicker", "text", "subtitle", "contents_label"]
        preview_value = {
            "level": "h2",
            "kicker": "坐骨神経痛がぶり返す人の共通点①",
            "text": "痛い場所だけを見ている",
            "subtitle": "足もとから順番に考えてみます",
            "contents_label": "",
        }
