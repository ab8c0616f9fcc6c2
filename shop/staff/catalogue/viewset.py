"""商品 in the admin."""

from typing import Any

from django.db.models import F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from shop.catalogue.models import Product, Variant
from shop.money.yen import format_yen
from shop.staff.catalogue.forms import ProductForm
from shop.staff.catalogue.keeping import forget_empty_stock, reason_to_keep_product
from shop.staff.catalogue.usage import ProductUsagePanel
from shop.staff.spreadsheets import JapaneseSpreadsheets
from shop.stock.models import Stock


def price_range(product: Any) -> str:
    """Return "3,300円" or "3,300円〜4,400円" for a product of `products_with_figures`; "" without variants."""
    if product.lowest is None:
        return ""
    if product.lowest == product.highest:
        return format_yen(product.lowest)
    return f"{format_yen(product.lowest)}〜{format_yen(product.highest)}"


def units_left(product: Any) -> str:
    """Return how many units of all variants can still be sold; "—" for downloads."""
    return "—" if product.is_digital else str(product.units_left or 0)


def products_with_figures() -> QuerySet[Product]:
    """Return all products with `lowest` and `highest` price for sale and `units_left` over all variants."""
    for_sale = Variant.objects.filter(product=OuterRef("pk"), active=True).order_by().values("product")
    stock = Stock.objects.filter(variant__product=OuterRef("pk")).order_by().values("variant__product")
    return Product.objects.annotate(
        lowest=Subquery(for_sale.annotate(yen=Min("price")).values("yen")),
        highest=Subquery(for_sale.annotate(yen=Max("price")).values("yen")),
        units_left=Subquery(stock.annotate(units=Sum(F("on_hand") - F("reserved"))).values("units")),
    )


class ProductIndexView(JapaneseSpreadsheets, generic.IndexView):
    """The list of products."""

    def get_base_queryset(self) -> QuerySet[Product]:
        """All products with the figures of the columns."""
        return products_with_figures()

    def search_queryset(self, queryset: QuerySet[Product]) -> QuerySet[Product]:
        """Find by name, slug or the SKU of any variant."""
        if not self.is_searching:
            return queryset
        words = self.search_query
        by_sku = Variant.objects.filter(sku__icontains=words).values("product")
        return queryset.filter(Q(name__icontains=words) | Q(slug__icontains=words) | Q(pk__in=by_sku))


class ProductDeleteView(generic.DeleteView):
    """Deletes what was never sold nor counted; explains itself otherwise."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send people back to the form with the reason when the product must be kept."""
        if self.user_has_permission("delete") and (reason := reason_to_keep_product(self.object)):
            messages.error(request, reason)
            return redirect(self.edit_url_name, self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    def delete_action(self) -> None:
        """Let the empty stock rows go first."""
        forget_empty_stock(*self.object.variants.all())
        super().delete_action()


class ProductViewSet(ModelViewSet):
    """Products with their variants, prices and files."""

    model = Product
    name = "shop_products"
    url_prefix = "shop/products"
    icon = "tag"
    menu_label = _("商品")
    menu_name = "products"
    index_view_class = ProductIndexView
    delete_view_class = ProductDeleteView
    copy_view_enabled = False
    ordering = ["name"]
    list_display = [
        "name",
        "kind",
        Column("price_range", label=_("価格（税込）"), accessor=price_range, sort_key="lowest"),
        Column("units_left", label=_("販売できる数"), accessor=units_left, sort_key="units_left"),
        BooleanColumn("is_active", label=_("販売中"), sort_key="is_active"),
        UpdatedAtColumn(label=_("最後の変更")),
    ]
    list_filter = ["kind", "is_active"]
    list_export = ["name", "kind", "brand", "tax_rate", "is_active"]
    export_filename = "products"
    search_fields = ["name"]
    search_backend_name = None

    def get_edit_handler(self) -> Panel:
        """The panels of the model under a summary, with a form that protects history."""
        panels = [ProductUsagePanel(), *Product.panels]
        return ObjectList(panels, base_form_class=ProductForm).bind_to_model(self.model)
