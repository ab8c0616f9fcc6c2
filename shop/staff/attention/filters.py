"""Filters of the attention inbox."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from shop.payments.after_models import Attention

OPEN, RESOLVED = "open", "resolved"


class AttentionFilterSet(WagtailFilterSet):
    """By whether somebody has dealt with it, and by kind."""

    standing = django_filters.ChoiceFilter(
        label=_("対応"),
        choices=[(OPEN, _("未解決")), (RESOLVED, _("解決済み"))],
        method="by_standing",
        empty_label=_("すべて"),
        widget=RadioSelect,
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("種類"), choices=Attention.Kind.choices, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Attention
        fields: list[str] = []

    def by_standing(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the open calls, or the others."""
        return queryset.filter(resolved_at__isnull=value == OPEN)
