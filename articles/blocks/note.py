"""注: a small note under the text."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.blocks.groups import INLINE_FEATURES, TEXT
from articles.links.prose import ProseBlock


class NoteBlock(ProseBlock):
    """A note, set smaller; the template adds the sign ※."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", INLINE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "info-circle"
        label = _("注")
        group = TEXT
        description = _(
            "補足や受診の目安を小さく添えます。先頭の※は自動で付きます。"
            "例:「しびれが強くなったときは、先に医療機関へ相談してください。」"
        )
        template = "blocks/note.html"
        preview_value = "<p>しびれが急に強くなったときは、先に医療機関へ相談してください。</p>"
