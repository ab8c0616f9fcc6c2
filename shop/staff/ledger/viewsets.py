"""入出金台帳, カート and Stripeからの通知: to read when something has to be understood."""

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn, TitleColumn

from shop.basket.models import Basket
from shop.payments.models import Ledger, StripeInbox
from shop.staff.columns import MomentColumn, YenColumn
from shop.staff.read_only import ReadOnlyIndexView, ReadOnlyInspectView, ReadOnlyViewSet


class LedgerFilterSet(WagtailFilterSet):
    """By kind and by day."""

    created_at = django_filters.DateFromToRangeFilter(label=_("日付"), widget=DateRangePickerWidget)

    class Meta:
        model = Ledger
        fields = ["kind"]


class LedgerIndexView(ReadOnlyIndexView):
    """Every movement of money, with its order."""

    def get_base_queryset(self) -> QuerySet[Ledger]:
        return Ledger.objects.select_related("order")


class LedgerViewSet(ReadOnlyViewSet):
    """The ledger."""

    model = Ledger
    name = "shop_ledger"
    url_prefix = "shop/ledger"
    icon = "history"
    menu_label = _("入出金台帳")
    menu_name = "ledger"
    index_view_class = LedgerIndexView
    inspect_view_fields = ["created_at", "kind", "amount", "ref", "order"]
    ordering = ["-created_at", "-id"]
    list_per_page = 50
    list_display = [
        "ref",
        MomentColumn("created_at", label=_("日時"), sort_key="created_at"),
        Column("kind", label=_("種類"), accessor="get_kind_display", sort_key="kind"),
        YenColumn("amount", label=_("金額"), sort_key="amount"),
        TitleColumn(
            "order",
            label=_("注文"),
            accessor="order.number",
            get_url=lambda row: reverse("shop_orders:inspect", args=[row.order_id]),
        ),
    ]
    filterset_class = LedgerFilterSet
    search_fields = ["ref", "order__number"]
    list_export = ["created_at", "get_kind_display", "amount", "ref", "order.number"]
    export_headings = {"get_kind_display": _("種類"), "order.number": _("注文番号")}
    export_filename = "ledger"


class BasketIndexView(ReadOnlyIndexView):
    """Baskets with the number of their lines."""

    def get_base_queryset(self) -> QuerySet[Basket]:
        return Basket.objects.annotate(line_count=Count("lines"))


class BasketInspectView(ReadOnlyInspectView):
    """One basket; its number and its lines have no Japanese name in the model."""

    labels = {"id": _("番号"), "lines": _("入っている商品")}

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(self.labels.get(field_name) or super().get_field_label(field_name, field))


class BasketViewSet(ReadOnlyViewSet):
    """Baskets. They hold no names: a shopper is nobody before the checkout."""

    model = Basket
    name = "shop_baskets"
    url_prefix = "shop/baskets"
    icon = "list-ul"
    menu_label = _("カート")
    menu_name = "baskets"
    index_view_class = BasketIndexView
    inspect_view_class = BasketInspectView
    inspect_view_fields = ["id", "lines", "created_at", "changed_at", "hold"]
    ordering = ["-changed_at"]
    list_display = [
        "__str__",
        NumberColumn("line_count", label=_("商品の種類"), sort_key="line_count"),
        MomentColumn("changed_at", label=_("最後の変更"), sort_key="changed_at"),
        MomentColumn("created_at", label=_("作成"), sort_key="created_at"),
    ]
    list_export = ["id", "line_count", "changed_at", "created_at"]
    export_headings = {"id": _("番号"), "line_count": _("商品の種類")}
    export_filename = "baskets"


class StripeInboxViewSet(ReadOnlyViewSet):
    """What Stripe reported, whether it was dealt with, and the last error."""

    model = StripeInbox
    name = "shop_stripe_inbox"
    url_prefix = "shop/stripe-inbox"
    icon = "mail"
    menu_label = _("Stripeからの通知")
    menu_name = "stripe-inbox"
    inspect_view_fields = [
        "event_id",
        "type",
        "created",
        "received_at",
        "done_at",
        "tries",
        "error",
        "object_id",
        "body",
    ]
    ordering = ["-received_at"]
    list_per_page = 50
    list_display = [
        "type",
        MomentColumn("received_at", label=_("受信"), sort_key="received_at"),
        BooleanColumn(
            "done", label=_("処理済み"), accessor=lambda row: bool(row.done_at), sort_key="done_at"
        ),
        NumberColumn("tries", label=_("試行回数"), sort_key="tries"),
        Column("error", label=_("直近のエラー")),
    ]
    search_fields = ["event_id", "type", "object_id", "error"]
