"""Stock counts joined with what people call the thing they count."""

from django.db.models import F, QuerySet

from shop.catalogue.models import Product
from shop.stock.models import Stock


def stock_with_names() -> QuerySet[Stock]:
    """Return all stock rows with variant and product loaded and `units_left` computed, in order of SKU."""
    return (
        Stock.objects.select_related("variant__product")
        .annotate(units_left=F("on_hand") - F("reserved"))
        .order_by("variant__sku")
    )


def stock_figures(product: Product) -> QuerySet[Stock]:
    """Return the stock rows of one product, in the order of its variants."""
    return stock_with_names().filter(variant__product=product).order_by("variant__sort_order", "variant__sku")
