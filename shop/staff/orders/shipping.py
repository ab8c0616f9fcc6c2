"""The form 「発送を記録する」, which also corrects a number that was typed wrong."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from shop.delivery.models import Shipment
from shop.delivery.shipping import ShippingRefusedError, correct_shipment, ship, shipment_of, why_not_ship
from shop.orders.models import Order
from shop.staff.orders.acting import SHIP_PERMISSION, OneOrderMixin
from shop.staff.signature import signature

_BETWEEN = re.compile(r"[\s\-‐‑–—―−ー]")
_NUMBER = re.compile(r"[0-9A-Z]{8,20}")


class ShipForm(forms.Form):
    """Carrier and tracking number."""

    carrier = forms.ChoiceField(
        label=gettext_lazy("運送会社"),
        choices=Shipment.Carrier,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("運送会社を選んでください。")},
    )
    tracking_number = forms.CharField(
        label=gettext_lazy("追跡番号（送り状の番号）"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("ハイフンは、あってもなくてもかまいません。例: 1234-5678-9012"),
    )

    def clean_tracking_number(self) -> str:
        """The number in half-width letters and digits, without what is written between them."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["tracking_number"])
        number = _BETWEEN.sub("", typed).upper()
        if number and not _NUMBER.fullmatch(number):
            raise ValidationError(
                _("追跡番号は、英数字8〜20文字で入力してください。送り状の番号を確かめてください。")
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Only a carrier without a name may have no number."""
        cleaned = super().clean() or {}
        if cleaned.get("tracking_number") == "" and cleaned.get("carrier") not in (
            None,
            Shipment.Carrier.OTHER,
        ):
            self.add_error(
                "tracking_number",
                _("追跡番号を入力してください。番号のない方法で送ったときは「その他」を選びます。"),
            )
        return cleaned


class ShipView(OneOrderMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Write down that the parcel has left; for one that has, correct what was written."""

    model = Order
    permission = SHIP_PERMISSION
    form_class = ShipForm
    template_name = "shop/staff/ship.html"
    header_icon = "clipboard-list"

    @cached_property
    def shipment(self) -> Shipment | None:
        """The parcel, if it has left."""
        return shipment_of(self.order)

    def get_page_title(self) -> str:
        return _("発送の記録を直す") if self.shipment else _("発送を記録する")

    def get_page_subtitle(self) -> str:
        return self.order.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        orders = {"url": reverse("shop_orders:index"), "label": _("注文")}
        one = {"url": reverse("shop_orders:inspect", args=[self.order.pk]), "label": self.order.number}
        return [*self.breadcrumbs_items, orders, one, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, unless the parcel must not leave."""
        if not self.shipment and (reason := why_not_ship(self.order)):
            messages.error(request, reason)
            return self.back()
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_initial(self) -> dict[str, Any]:
        if not self.shipment:
            return {}
        return {"carrier": self.shipment.carrier, "tracking_number": self.shipment.tracking_number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"order": self.order, "shipment": self.shipment}

    def form_valid(self, form: ShipForm) -> HttpResponse:
        """Do it, or show why that cannot be."""
        facts = {
            "carrier": form.cleaned_data["carrier"],
            "number": form.cleaned_data["tracking_number"],
            "actor": signature(self.request.user),
        }
        # What the form was opened for: a second person's "shipped" must not silently become a correction.
        if "correct" in self.request.POST and self.shipment:
            correct_shipment(self.order, **facts)
            messages.success(self.request, _("発送の記録を直しました。お客さまの注文ページに出ています。"))
            return self.back()
        try:
            ship(self.order, **facts)
        except ShippingRefusedError as refused:
            messages.error(self.request, str(refused))
            return self.back()
        messages.success(self.request, _("発送を記録しました。お客さまにメールでお知らせします。"))
        return self.back()

    def form_invalid(self, form: ShipForm) -> HttpResponse:
        """Keep what was typed."""
        messages.error(self.request, _("まだ記録していません。入力を確かめてください。"))
        return self.render_to_response(self.get_context_data(form=form), status=422)
