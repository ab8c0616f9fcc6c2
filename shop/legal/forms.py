"""The admin form of the trade law: an incomplete table is not saved."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from shop.legal.rows import REQUIRED


class TradeLawForm(WagtailAdminModelForm):
    """Refuses a table that lacks a row the law requires, naming each missing one."""

    def is_valid(self) -> bool:
        """Validate fields and rows; rows are only known once their formset is clean."""
        valid: bool = super().is_valid()
        if valid and (absent := self._absent_rows()):
            self.add_error(None, _("次の行が必要です: %(rows)s") % {"rows": "、".join(absent)})
            return False
        return valid

    def _absent_rows(self) -> list[str]:
        filled: set[Any] = {
            row.cleaned_data.get("kind")
            for row in self.formsets["rows"].forms
            if row.cleaned_data and not row.cleaned_data.get("DELETE")
        }
        return [str(kind.label) for kind in REQUIRED if kind not in filled]
