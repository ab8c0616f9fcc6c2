"""A size table in centimetres."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from toelab.base.blocks.groups import LISTS


class SizeRow(blocks.StructBlock):
    """One size."""

    size = blocks.CharBlock(label=_("サイズ"), max_length=30, help_text=_("例: M"))
    foot_length = blocks.CharBlock(label=_("足の長さ"), max_length=40, help_text=_("例: 24–26cm"))
    remark = blocks.CharBlock(
        label=_("目安"), max_length=80, required=False, help_text=_("例: 普段の靴が25cmの方")
    )

    class Meta:
        label = _("サイズ")
        icon = "list-ul"


class SizeTableBlock(blocks.StructBlock):
    """Sizes in centimetres, with a caption that tells how to measure."""

    caption = blocks.CharBlock(
        label=_("表の題"), max_length=100, default=_("サイズの目安（かかとから一番長い指の先まで）")
    )
    rows = blocks.ListBlock(SizeRow(), label=_("行"), min_num=1)

    class Meta:
        icon = "table"
        label = _("サイズ表")
        group = LISTS
        description = _("サイズを足の長さ（cm）で案内する表です。例:「M」「24–26cm」「普段の靴が25cmの方」")
        template = "shop/blocks/size_table.html"

    def get_preview_value(self) -> Any:
        """Sample rows for the block picker."""
        rows = [
            {"size": "S", "foot_length": "22–24cm", "remark": "普段の靴が23cmの方"},
            {"size": "M", "foot_length": "24–26cm", "remark": "普段の靴が25cmの方"},
        ]
        return self.normalize({"caption": "サイズの目安", "rows": rows})
