"""注文 in the admin: a list, a page to read, a download. An order is changed by payments, never by typing."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from shop.delivery.models import DownloadGrant, Shipment
from shop.delivery.shipping import shipment_of
from shop.orders.history import is_unbroken
from shop.orders.models import Order
from shop.orders.states import PAID
from shop.payments.after_models import Refund
from shop.staff.columns import MomentColumn, YenColumn
from shop.staff.orders.acting import CheckAgainView, NoteView, RefundView, allowed_actions
from shop.staff.orders.evidence import evidence_of
from shop.staff.orders.filters import OrderFilterSet
from shop.staff.orders.searching import find_orders
from shop.staff.orders.sentences import describe_event, needs_attention, what_now
from shop.staff.orders.shipping import ShipView
from shop.staff.read_only import ReadOnlyIndexView, ReadOnlyInspectView, ReadOnlyViewSet
from toelab.base.urls import absolute_url

CONTACT = (
    "full_name",
    "full_kana",
    "email",
    "phone",
    "postal_code",
    "prefecture",
    "city",
    "street",
    "building",
)


class OrderIndexView(ReadOnlyIndexView):
    """All orders, newest first."""

    def get_base_queryset(self) -> QuerySet[Order]:
        return Order.objects.prefetch_related("lines")

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        return find_orders(queryset, self.search_query) if self.is_searching else queryset

    def to_row_dict(self, item: Order) -> dict[str, Any]:
        """One row per order for the spreadsheet, with its lines as one text."""
        row = {name: getattr(item, name) for name in self.list_export if name not in ("state", "items")}
        items = " / ".join(f"{line.sku} {line.full_name} × {line.quantity}" for line in item.lines.all())
        return {
            name: {"state": item.get_state_display(), "items": items}.get(name, row.get(name))
            for name in self.list_export
        }


class OrderInspectView(ReadOnlyInspectView):
    """Everything known about one order."""

    template_name = "shop/staff/order.html"
    page_title = _("注文")

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The template draws the order itself."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order: Order = self.object
        attempts = list(order.attempts.order_by("n"))
        return super().get_context_data(**kwargs) | {
            "order": order,
            "lines": order.lines.select_related("variant"),
            "what_now": what_now(order, attempts),
            "needs_attention": needs_attention(order, attempts),
            "events": [(event, describe_event(event)) for event in order.events.order_by("n")],
            "is_unbroken": is_unbroken(order),
            "attempts": attempts,
            "ledger": order.ledger.order_by("id"),
            "refunds": order.refunds.order_by("id"),
            "disputes": order.disputes.order_by("id"),
            "evidence": evidence_of(order),
            "shipment": shipment_of(order),
            "actions": allowed_actions(order, self.request.user),
            "grants": DownloadGrant.objects.filter(line__order=order).select_related("file").order_by("id"),
            "customer_url": absolute_url(reverse("order", args=[order.token])) if order.is_paid else "",
        }


class OrderViewSet(ReadOnlyViewSet):
    """Orders with personal data: shown to those who may view orders, and nobody else."""

    model = Order
    name = "shop_orders"
    url_prefix = "shop/orders"
    icon = "clipboard-list"
    menu_label = _("注文")
    menu_name = "orders"
    index_view_class = OrderIndexView
    inspect_view_class = OrderInspectView
    inspect_template_name = OrderInspectView.template_name
    ordering = ["-created_at"]
    list_per_page = 50
    list_display = [
        "number",
        MomentColumn("created_at", label=_("注文日時"), sort_key="created_at"),
        StatusTagColumn(
            "state", label=_("状態"), accessor="get_state_display", primary=lambda order: order.state == PAID
        ),
        Column("full_name", label=_("お名前"), sort_key="family_kana"),
        YenColumn("total", label=_("合計（税込）"), sort_key="total"),
    ]
    filterset_class = OrderFilterSet
    search_fields = ["number"]
    list_export = [
        "number",
        "created_at",
        "paid_at",
        "state",
        *CONTACT,
        "items",
        "subtotal",
        "shipping_fee",
        "total",
    ]
    export_headings = {
        "full_name": _("お名前"),
        "full_kana": _("フリガナ"),
        "items": _("商品"),
    }
    export_filename = "orders"

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list and the page of one order, and what can be done to it."""
        return [
            *super().get_urlpatterns(),
            path("refund/<uuid:pk>/", RefundView.as_view(), name="refund"),
            path("ship/<uuid:pk>/", ShipView.as_view(), name="ship"),
            path("check/<uuid:pk>/", CheckAgainView.as_view(), name="check"),
            path("note/<uuid:pk>/", NoteView.as_view(), name="note"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """To see orders, to send them, and to give money back."""
        types = ContentType.objects.get_for_models(Refund, Shipment).values()
        to_act = Permission.objects.filter(content_type__in=types, codename__startswith="add_")
        return super().get_permissions_to_register() | to_act
