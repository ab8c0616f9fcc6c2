"""A product in short, as cards in articles and lists show it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from shop.catalogue.models import Product
from shop.sources import Source
from shop.stock.words import DOWNLOAD, IN_STOCK, OUT_OF_STOCK, StockWord
from shop.storefront.choices import Choices, choices_of


@dataclass(frozen=True, slots=True)
class ProductCard:
    """What a card shows. `from_price` says whether dearer variants exist."""

    product: Product
    url: str
    image: Any
    price: int
    from_price: bool
    stock: StockWord


def card_of(product: Product, source: Source | None, request: HttpRequest | None) -> ProductCard | None:
    """Return the card of `product`, or None when there is nothing a reader could buy or look at."""
    page = product.page
    choices = choices_of(product)
    if page is None or choices.prices is None:
        return None
    lowest, highest = choices.prices
    return ProductCard(
        product=product,
        url=f"{page.get_url(request)}?{source.query}" if source else page.get_url(request),
        image=page.images.select_related("image").first(),
        price=lowest,
        from_price=lowest != highest,
        stock=_word(product, choices),
    )


def _word(product: Product, choices: Choices) -> StockWord:
    """The best news among the variants: one that can be bought makes the product one that can be bought."""
    if product.is_digital:
        return DOWNLOAD
    words = [choice.stock for choice in choices.all if choice.stock.can_buy]
    if not words:
        return OUT_OF_STOCK
    return IN_STOCK if IN_STOCK in words else words[0]
