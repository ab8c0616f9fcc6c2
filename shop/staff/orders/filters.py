"""Filters of the order list."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from shop.orders.models import Order


class OrderFilterSet(WagtailFilterSet):
    """By state and by day."""

    state = django_filters.MultipleChoiceFilter(
        label=_("状態"), choices=Order.State, widget=CheckboxSelectMultiple
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("注文日"), widget=DateRangePickerWidget)

    class Meta:
        model = Order
        fields: list[str] = []
