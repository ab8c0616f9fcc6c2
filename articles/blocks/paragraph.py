"""段落: ordinary paragraphs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.blocks.groups import INLINE_FEATURES, TEXT
from articles.links.prose import ProseBlock


class ParagraphBlock(ProseBlock):
    """Running text with bold words and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", INLINE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("段落")
        group = TEXT
        description = _("ふつうの文章。太字とリンクが使えます。例:「坐骨神経痛は、症状の名前です。」")
        template = "blocks/paragraph.html"
        preview_value = "<p>坐骨神経痛は<b>症状の名前</b>です。お尻から脚にかけての痛みやしびれを、まとめてそう呼びます。</p>"
