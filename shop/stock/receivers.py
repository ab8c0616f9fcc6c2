"""A physical variant has a stock row from its first moment, so that "no row" never has to mean anything."""

from typing import Any

from shop.catalogue.models import Variant
from shop.stock.models import Stock


def make_stock_row(sender: type[Variant], instance: Variant, *, raw: bool = False, **kwargs: Any) -> None:
    """Create the empty stock row of a saved physical variant (post_save)."""
    if not raw and not instance.product.is_digital:
        Stock.objects.get_or_create(variant=instance)
