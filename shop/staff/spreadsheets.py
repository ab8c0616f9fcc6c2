"""Downloads of lists that open well in Excel in Japan and cannot run anything there."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """Return `value` so that a spreadsheet shows it instead of computing it.

    A customer may type anything as a name; OWASP's rule against "CSV injection" is a leading apostrophe.
    """
    return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value


class JapaneseSpreadsheets(SpreadsheetExportMixin):
    """For list views: CSV with a byte order mark, times of Japan, no formulas."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Write times as the staff's clock shows them, and text as text."""
        if isinstance(value, datetime.datetime):
            value = timezone.make_naive(value) if timezone.is_aware(value) else value
            return value if export_format == self.FORMAT_XLSX else f"{value:%Y-%m-%d %H:%M}"
        value = super().preprocess_field_value(field, value, export_format)
        return harmless(value) if isinstance(value, str) and export_format == self.FORMAT_CSV else value

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        """Begin with the mark by which Excel knows UTF-8."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)
