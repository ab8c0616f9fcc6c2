"""Columns of the shop's lists."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.tables import Column

from shop.money.yen import format_yen


class MomentColumn(Column):
    """A date and time to the minute: orders are looked up by when they came, not by how long ago that was."""

    def get_value(self, instance: Any) -> str:
        """The time of Japan, or "" for none."""
        value = super().get_value(instance)
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


class YenColumn(Column):
    """An amount of yen."""

    def get_value(self, instance: Any) -> str:
        """The amount as text: "3,300円"."""
        return format_yen(super().get_value(instance))
