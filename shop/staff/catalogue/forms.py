"""The edit form of a product: deletes no variant with a history, and writes price changes down."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

from shop.catalogue.models import Product
from shop.money.yen import format_yen
from shop.staff.catalogue.keeping import forget_empty_stock, reason_to_keep_file, reason_to_keep_variant

PRICE_CHANGED = "shop.price_changed"


class ProductForm(WagtailAdminModelForm):
    """Product with its variants and files."""

    def clean(self) -> dict[str, Any]:
        """Refuse to lose variants and files that orders or stock still speak of."""
        cleaned = super().clean()
        reasons = [
            *(reason_to_keep_variant(variant) for variant in self._removed("variants")),
            *(reason_to_keep_file(file) for file in self._removed("files")),
        ]
        for reason in filter(None, reasons):
            self.add_error(None, ValidationError(reason))
        return cleaned

    def save(self, commit: bool = True) -> Product:
        """Save, let go of unused variants, and log each changed price."""
        forget_empty_stock(*self._removed("variants"))
        changes = [
            {"sku": form.instance.sku, "before": form.initial["price"], "after": form.cleaned_data["price"]}
            for form in self.formsets["variants"].initial_forms
            if "price" in form.changed_data and not form.cleaned_data.get("DELETE")
        ]
        product = super().save(commit)
        for change in changes:
            log(instance=product, action=PRICE_CHANGED, user=self.for_user, data=change)
        return product

    def _removed(self, name: str) -> list[Any]:
        """The saved children of the formset `name` that are marked for deletion."""
        formset = self.formsets[name]
        if not formset.is_valid():
            return []
        return [form.instance for form in formset.deleted_forms if form.instance.pk]


def describe_price_change(data: dict[str, Any]) -> str:
    """Return the line of the history: "YS-M-AI の価格: 3,300円 → 3,500円"."""
    return _("%(sku)s の価格: %(before)s → %(after)s") % {
        "sku": data["sku"],
        "before": format_yen(data["before"]),
        "after": format_yen(data["after"]),
    }
