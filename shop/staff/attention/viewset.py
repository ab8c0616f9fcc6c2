"""要確認: every call for a person, open ones first, and the button that says it was dealt with."""

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, TitleColumn

from shop.payments.after_models import Attention
from shop.payments.attention import resolve
from shop.staff.attention.filters import AttentionFilterSet
from shop.staff.columns import MomentColumn
from shop.staff.read_only import ReadOnlyIndexView, ReadOnlyInspectView, ReadOnlyViewSet
from shop.staff.signature import signature

RESOLVE_PERMISSION = "shop.change_attention"


class AttentionIndexView(ReadOnlyIndexView):
    """Open calls first, then the newest."""

    def get_base_queryset(self) -> QuerySet[Attention]:
        # A moment that is missing sorts first in SQLite and last in PostgreSQL; this sorts alike.
        is_resolved = ExpressionWrapper(Q(resolved_at__isnull=False), BooleanField())
        return Attention.objects.select_related("order").annotate(is_resolved=is_resolved)

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Any:
        """The kind leads to the call."""
        column = self._get_title_column_class(column_class)
        return column(
            "kind",
            label=_("種類"),
            accessor="get_kind_display",
            get_url=self.get_inspect_url,
            **kwargs,
        )


class AttentionInspectView(ReadOnlyInspectView):
    """One call: what happened, which order, and the button."""

    template_name = "shop/staff/attention.html"
    page_title = gettext_lazy("要確認")

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The template draws it."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call: Attention = self.object
        can_resolve = call.resolved_at is None and self.request.user.has_perm(RESOLVE_PERMISSION)
        order_url = reverse("shop_orders:inspect", args=[call.order_id]) if call.order_id else ""
        return super().get_context_data(**kwargs) | {
            "call": call,
            "can_resolve": can_resolve,
            "order_url": order_url,
        }


class ResolveView(View):
    """Mark a call as dealt with, in the name of the person who pressed the button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Resolve it and go back to the list."""
        if not request.user.has_perm(RESOLVE_PERMISSION):
            raise PermissionDenied
        found = get_object_or_404(Attention, pk=pk)
        resolve(found.key, actor=signature(request.user), note=request.POST.get("note", "").strip())
        messages.success(request, _("対応済みにしました。"))
        return redirect("shop_attention:index")


class AttentionViewSet(ReadOnlyViewSet):
    """The attention inbox."""

    model = Attention
    name = "shop_attention"
    url_prefix = "shop/attention"
    icon = "warning"
    menu_label = gettext_lazy("要確認")
    menu_name = "attention"
    pk_path_converter = "int"
    index_view_class = AttentionIndexView
    inspect_view_class = AttentionInspectView
    inspect_template_name = AttentionInspectView.template_name
    ordering = ["is_resolved", "-created_at", "-id"]
    list_display = [
        "kind",
        TitleColumn(
            "order",
            label=gettext_lazy("注文"),
            accessor="order.number",
            get_url=lambda row: reverse("shop_orders:inspect", args=[row.order_id]) if row.order_id else None,
        ),
        MomentColumn("created_at", label=gettext_lazy("発生"), sort_key="created_at"),
        BooleanColumn(
            "resolved",
            label=gettext_lazy("対応済み"),
            accessor="is_resolved",
            sort_key="is_resolved",
        ),
    ]
    filterset_class = AttentionFilterSet

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, the page of one call, and the button."""
        return [*super().get_urlpatterns(), path("resolve/<int:pk>/", ResolveView.as_view(), name="resolve")]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """To see calls, and to mark them as dealt with."""
        return Permission.objects.filter(
            content_type__app_label="shop", codename__in=["view_attention", "change_attention"]
        )
