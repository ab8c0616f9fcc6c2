"""The selling terms that must stand next to a price."""

from dataclasses import dataclass

from shop.catalogue.models import Product
from shop.legal.models import ShippingSettings, TradeLaw


@dataclass(frozen=True, slots=True)
class SellingTerms:
    """Return rule and delivery as a shopper reads them beside the price (特定商取引法 15条の3)."""

    returns: str
    delivery: str
    shipping: ShippingSettings | None
    max_quantity: int


def selling_terms(product: Product) -> SellingTerms:
    """Return the terms that apply to `product`."""
    law, shipping = TradeLaw.current(), ShippingSettings.current()
    suffix = "download" if product.is_digital else "goods"
    return SellingTerms(
        returns=law.text(f"returns_{suffix}"),
        delivery=law.text(f"delivery_{suffix}"),
        shipping=None if product.is_digital else shipping,
        max_quantity=shipping.max_quantity,
    )
