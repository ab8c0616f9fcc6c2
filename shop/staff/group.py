"""The menu ショップ."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from shop.staff.attention.viewset import AttentionViewSet
from shop.staff.catalogue.viewset import ProductViewSet
from shop.staff.ledger.viewsets import BasketViewSet, LedgerViewSet, StripeInboxViewSet
from shop.staff.orders.viewset import OrderViewSet
from shop.staff.stock.viewset import StockViewSet


class ShopGroup(ModelViewSetGroup):
    """Everything about selling, each item shown to those who may see it."""

    menu_label = _("ショップ")
    menu_name = "shop"
    menu_icon = "table"
    menu_order = 250
    items = (
        AttentionViewSet,
        OrderViewSet,
        ProductViewSet,
        StockViewSet,
        LedgerViewSet,
        BasketViewSet,
        StripeInboxViewSet,
    )
