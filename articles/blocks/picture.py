"""図: a picture with a caption."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from articles.blocks.groups import PICTURES
from toelab.base.blocks.images import NamedImageBlock, newest_picture


class PictureBlock(StructBlock):
    """A picture; its alternative text belongs to this place, not to the file."""

    image = NamedImageBlock(label=_("画像"))
    caption = CharBlock(
        required=False, label=_("説明"), help_text=_("図の下に出ます。例:「骨盤を後ろから見た図」")
    )

    def get_preview_value(self) -> Any:
        """Show the newest picture of the library."""
        return self.to_python({"image": newest_picture(), "caption": "骨盤を後ろから見た図"})

    class Meta:
        icon = "image"
        label = _("図")
        label_format = "{caption}"
        group = PICTURES
        description = _("写真や図。代替テキストは、見えない方にも伝わる一文で。")
        template = "blocks/picture.html"
