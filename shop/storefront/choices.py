"""The sizes and colours a shopper can choose from, ready to be drawn as plain HTML."""

from dataclasses import dataclass

from shop.catalogue.models import Product, Variant
from shop.stock.models import Stock
from shop.stock.words import DOWNLOAD, StockWord, word_for


@dataclass(frozen=True, slots=True)
class Choice:
    """One variant and the word about its stock."""

    variant: Variant
    stock: StockWord


@dataclass(frozen=True, slots=True)
class Choices:
    """All active variants of a product, in the order the editor gave them."""

    all: list[Choice]

    @property
    def only(self) -> Choice | None:
        """The single variant, when there is nothing to choose."""
        return self.all[0] if len(self.all) == 1 else None

    @property
    def can_buy(self) -> bool:
        """Whether at least one variant can be bought now."""
        return any(choice.stock.can_buy for choice in self.all)

    @property
    def default_sku(self) -> str:
        """The SKU ticked at first: only when there is no choice; a size is never guessed for somebody."""
        return self.only.variant.sku if self.only else ""

    @property
    def colours(self) -> list[Variant]:
        """One variant per colour (for name and swatch), in order of appearance."""
        first: dict[str, Variant] = {}
        for choice in self.all:
            first.setdefault(choice.variant.colour, choice.variant)
        return list(first.values())

    @property
    def is_grid(self) -> bool:
        """Whether size × colour is worth a table: more than one of each."""
        return len({c.variant.size for c in self.all}) > 1 and len({c.variant.colour for c in self.all}) > 1

    @property
    def grid(self) -> list[tuple[str, list[Choice | None]]]:
        """Rows of (size, one cell per colour); a combination that is not made is None."""
        cells = {(c.variant.size, c.variant.colour): c for c in self.all}
        sizes = dict.fromkeys(c.variant.size for c in self.all)
        colours = [v.colour for v in self.colours]
        return [(size, [cells.get((size, colour)) for colour in colours]) for size in sizes]

    @property
    def prices(self) -> tuple[int, int] | None:
        """Lowest and highest price in yen, or None when nothing is for sale."""
        prices = [choice.variant.price for choice in self.all]
        return (min(prices), max(prices)) if prices else None


def choices_of(product: Product) -> Choices:
    """Return what can be chosen of `product` (one query); nothing when it is not sold any more."""
    if not product.is_active:
        return Choices([])
    variants = Variant.objects.filter(product=product, active=True).select_related("stock")
    return Choices(
        [Choice(variant, _word(product, variant)) for variant in variants.order_by("sort_order", "pk")]
    )


def _word(product: Product, variant: Variant) -> StockWord:
    if product.is_digital:
        return DOWNLOAD
    stock: Stock | None = getattr(variant, "stock", None)
    return word_for(stock.available if stock else 0)
