"""一行一段落: a run of short sentences, one to a line."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.blocks.groups import INLINE_FEATURES, TEXT
from articles.links.prose import ProseBlock


class LinesBlock(ProseBlock):
    """Short sentences set one to a line; each line is a paragraph of its own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", INLINE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "bars"
        label = _("一行一段落")
        group = TEXT
        description = _(
            "短い文を一行ずつ、間をとって見せます。本当の一覧には「リスト」を使ってください。"
            "例:「朝は軽い。」「夕方には重い。」"
        )
        template = "blocks/lines.html"
        preview_value = "<p>朝は軽い。</p><p>夕方には重い。</p><p>その差に、手がかりがあります。</p>"
