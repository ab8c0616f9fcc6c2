"""Filters of the stock list."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from shop.catalogue.models import Product
from shop.stock.models import Stock
from shop.stock.words import FEW, FEW_LEFT, IN_STOCK, OUT_OF_STOCK


class StockFilterSet(WagtailFilterSet):
    """By product and by the word that customers read."""

    product = django_filters.ModelChoiceFilter(
        field_name="variant__product",
        label=_("商品"),
        queryset=Product.objects.filter(kind=Product.Kind.PHYSICAL),
    )
    word = django_filters.ChoiceFilter(
        label=_("店頭の表示"),
        choices=[(word.code, word.text) for word in (IN_STOCK, FEW_LEFT, OUT_OF_STOCK)],
        method="by_word",
        empty_label=_("すべて"),
        widget=RadioSelect,
    )
    for_sale = django_filters.BooleanFilter(
        label=_("販売中のみ"),
        method="only_for_sale",
        widget=RadioSelect(choices=[("", _("すべて")), ("true", _("はい"))]),
    )

    low = django_filters.BooleanFilter(
        label=_("残り少ないもののみ"),
        method="only_low",
        widget=RadioSelect(choices=[("", _("すべて")), ("true", _("はい"))]),
    )

    class Meta:
        model = Stock
        fields: list[str] = []

    def by_word(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the rows that show the word `value`."""
        if value == OUT_OF_STOCK.code:
            return queryset.filter(units_left__lte=0)
        if value == FEW_LEFT.code:
            return queryset.filter(units_left__gt=0, units_left__lte=FEW)
        return queryset.filter(units_left__gt=FEW)

    def only_for_sale(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep what customers can see in the shop."""
        return queryset.filter(variant__active=True, variant__product__is_active=True) if value else queryset

    def only_low(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep what is on sale and at or below the number from which the shop is told."""
        low = self.only_for_sale(queryset, name, value)
        return low.filter(units_left__lte=F("variant__low_stock")) if value else low
