"""Template tags of the shop: `|yen`, `|price`, `|refund_words`, `{% product_card %}`."""

from typing import Any

from django import template

from shop.catalogue.models import Product
from shop.delivery.standing import REFUND_WORDS
from shop.money.yen import format_price, format_yen
from shop.sources import Source
from shop.storefront.cards import card_of

register = template.Library()


@register.filter
def yen(amount: int) -> str:
    """3300 → "3,300円（税込）": the way to print a price."""
    return format_price(amount)


@register.filter
def yen_only(amount: int) -> str:
    """3300 → "3,300円": for sums inside a table whose total line says that tax is included."""
    return format_yen(amount)


@register.inclusion_tag("shop/product_card.html", takes_context=True)
def product_card(
    context: dict[str, Any], product: Product, source: Source | str | None = None
) -> dict[str, Any]:
    """Draw a card with picture, price and stock word that leads to the product's page.

    `source` is the place on the site where the card stands; it travels in the link. A product whose page is
    not live, or which is not sold, draws nothing.
    """
    if isinstance(source, str):
        source = Source.parse(source)
    return {"card": card_of(product, source, context.get("request")), "request": context.get("request")}


@register.filter
def refund_words(status: str) -> str:
    """What the customer reads of a refund's status: "requested" → 手配中."""
    return str(REFUND_WORDS[status])
