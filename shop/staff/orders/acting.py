"""What staff can do to an order: give money back, ask Stripe again, leave a note. Never its state by hand."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from shop.delivery.shipping import shipment_of, why_not_ship
from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.payments.disputing import is_frozen
from shop.payments.refunding import RefundRefusedError, refundable
from shop.payments.starting import StripeBusyError, refresh
from shop.staff.orders.refund_form import RefundForm
from shop.staff.signature import signature

REFUND_PERMISSION = "shop.add_refund"
SHIP_PERMISSION = "shop.add_shipment"
NOTE_MAX = 500


def allowed_actions(order: Order, user: Any) -> set[str]:
    """Return which of "ship", "correct_shipment", "refund", "check" and "note" `user` can do to `order` now."""
    actions = set()
    if user.has_perm(SHIP_PERMISSION):
        if shipment_of(order):
            actions.add("correct_shipment")
        elif not why_not_ship(order):
            actions.add("ship")
    if not user.has_perm(REFUND_PERMISSION):
        return actions
    actions.add("note")
    if order.attempts.exclude(session_id=None).exists():
        actions.add("check")
    if refundable(order) > 0 and not is_frozen(order):
        actions.add("refund")
    return actions


class OneOrderMixin:
    """For actions on the order that the address names, by those who have `permission`."""

    permission = REFUND_PERMISSION
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def order(self) -> Order:
        """The order; 404 when there is none."""
        return get_object_or_404(Order, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Stop everyone else."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def back(self) -> HttpResponse:
        """Return to the order's page."""
        return redirect("shop_orders:inspect", self.order.pk)


class RefundView(OneOrderMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """The form; what it asks for is carried out by the worker within seconds."""

    model = Order
    form_class = RefundForm
    template_name = "shop/staff/refund.html"
    page_title = gettext_lazy("返金")
    header_icon = "clipboard-list"

    def get_page_subtitle(self) -> str:
        return self.order.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        orders = {"url": reverse("shop_orders:index"), "label": _("注文")}
        one = {"url": reverse("shop_orders:inspect", args=[self.order.pk]), "label": self.order.number}
        return [*self.breadcrumbs_items, orders, one, {"url": "", "label": _("返金")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"order": self.order}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"order": self.order}

    def form_valid(self, form: RefundForm) -> HttpResponse:
        """Ask for it; a form sent twice gets the same answer, in other words."""
        try:
            is_new = form.save(signature(self.request.user))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        except RefundRefusedError:
            form.add_error(None, _("この注文は、いま返金できません。注文の状態をご確認ください。"))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("返金の手続きを始めました。結果はこのページに表示されます。")
            if is_new
            else _(
                "この返金の手続きは、すでに始めています。二重には返金していません。結果はこのページに表示されます。"
            ),
        )
        return self.back()

    def form_invalid(self, form: RefundForm) -> HttpResponse:
        """Keep what was typed. What is wrong with no single field is in the message: Wagtail's form leaves it out."""
        messages.validation_error(
            self.request, _("この内容では返金していません。入力を確かめてください。"), form
        )
        return super().form_invalid(form)


class CheckAgainView(OneOrderMixin, View):
    """Ask Stripe how the order's sessions stand, and settle."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Settle every session of the order."""
        try:
            for attempt in self.order.attempts.exclude(session_id=None):
                refresh(attempt)
        except StripeBusyError:
            messages.error(
                request, _("Stripeに接続できませんでした。しばらくしてから、もう一度お試しください。")
            )
        else:
            messages.success(request, _("Stripeに確認しました。"))
        return self.back()


class NoteView(OneOrderMixin, View):
    """Add a note to the history, where it stays."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Record the note, unless it is empty."""
        text = request.POST.get("text", "").strip()[:NOTE_MAX]
        if text:
            with transaction.atomic():
                record(lock(self.order.pk), "note", text=text, actor=signature(request.user))
            messages.success(request, _("メモを残しました。"))
        return self.back()
