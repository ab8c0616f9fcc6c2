"""表: a table that says what it shows, and whose every cell can be heard with its headings."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)

from articles.blocks.groups import LISTS


class TableRowBlock(StructBlock):
    """One row: its heading and its cells."""

    heading = CharBlock(label=_("行の見出し"), help_text=_("例:「内側に寄るタイプ」"))
    cells = ListBlock(TextBlock(required=False, rows=1, label=_("欄")), min_num=1, label=_("欄"))

    class Meta:
        icon = "list-ul"
        label = _("行")
        label_format = "{heading}"


class TableBlock(StructBlock):
    """A small table; headings above and at the left are part of it, so none can be forgotten."""

    caption = CharBlock(label=_("表の題"), help_text=_("何の表かを一行で。例:「足のタイプと、出やすい負担」"))
    columns = ListBlock(
        CharBlock(label=_("列の見出し")),
        min_num=2,
        max_num=5,
        label=_("列の見出し"),
        help_text=_("左はしの列から順に。例:「タイプ」「体重のかかり方」「出やすい負担」"),
    )
    rows = ListBlock(TableRowBlock(), min_num=1, label=_("行"))

    def clean(self, value: StructValue) -> StructValue:
        """Refuse rows that do not have one cell for each column to the right of the first."""
        cleaned = super().clean(value)
        wanted = len(cleaned["columns"]) - 1
        wrong = [row["heading"] for row in cleaned["rows"] if len(row["cells"]) != wanted]
        if wrong:
            message = _("「%(row)s」の欄は%(count)d個にしてください（列の見出しの数から左はしを引いた数）。")
            raise StructBlockValidationError(
                block_errors={"rows": ValidationError(message % {"row": wrong[0], "count": wanted})}
            )
        return cleaned

    def get_preview_value(self) -> Any:
        """Show two rows."""
        return self.to_python(
            {
                "caption": "足のタイプと、出やすい負担",
                "columns": ["タイプ", "体重のかかり方", "出やすい負担"],
                "rows": [
                    {"heading": "内側に寄る", "cells": ["親指側", "ひざの内側"]},
                    {"heading": "外側に流れる", "cells": ["小指側", "お尻の外側"]},
                ],
            }
        )

    class Meta:
        icon = "table"
        label = _("表")
        label_format = "{caption}"
        group = LISTS
        description = _("見くらべるための小さな表。せまい画面では横にすべらせて読めます。")
        template = "blocks/table.html"
