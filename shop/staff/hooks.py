"""Registers the staff's side of the shop with Wagtail; imported by shop/wagtail_hooks.py."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from shop.staff.catalogue.forms import PRICE_CHANGED, describe_price_change
from shop.staff.group import ShopGroup


@hooks.register("register_admin_viewset")
def register_shop() -> ShopGroup:
    """Add the menu ショップ."""
    return ShopGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Let the history of a product show its prices."""

    @actions.register_action(PRICE_CHANGED)
    class PriceChangeFormatter(LogFormatter):
        label = _("価格の変更")

        def format_message(self, log_entry: Any) -> str:
            return describe_price_change(log_entry.data)
