"""Filters of the order list."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from shop.orders.models import Order, OrderLine


class OrderFilterSet(WagtailFilterSet):
    """By state, by day, and what has still to be sent."""

    state = django_filters.MultipleChoiceFilter(
        label=_("状態"), choices=Order.State, widget=CheckboxSelectMultiple
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("注文日"), widget=DateRangePickerWidget)

    to_ship = django_filters.BooleanFilter(
        label=_("未発送のみ"),
        method="only_to_ship",
        widget=RadioSelect(choices=[("", _("すべて")), ("true", _("はい"))]),
    )

    class Meta:
        model = Order
        fields: list[str] = []

    def only_to_ship(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep paid orders with goods whose parcel has not left; given back or disputed ones say so on their page."""
        goods = OrderLine.objects.filter(order=OuterRef("pk"), is_digital=False)
        waiting = queryset.filter(Exists(goods), state=Order.State.PAID, shipment=None)
        return waiting if value else queryset
