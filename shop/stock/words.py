"""The words a customer reads about stock. Exact numbers stay inside."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models import Variant
from shop.stock.models import Stock

FEW = 5
"""From this many down, the customer is told that few are left."""


@dataclass(frozen=True, slots=True)
class StockWord:
    """A state of stock: `code` for class names and structured data, `text` for people."""

    code: str
    text: str | Promise

    @property
    def can_buy(self) -> bool:
        """Whether at least one can be bought."""
        return self.code not in ("out", "withdrawn")


IN_STOCK = StockWord("in", _("在庫あり"))
FEW_LEFT = StockWord("few", _("残りわずか"))
OUT_OF_STOCK = StockWord("out", _("在庫切れ"))
WITHDRAWN = StockWord("withdrawn", _("お取り扱いなし"))
DOWNLOAD = StockWord("download", _("すぐにダウンロードできます"))


def word_for(available: int) -> StockWord:
    """Return the word for `available` units."""
    if available <= 0:
        return OUT_OF_STOCK
    return FEW_LEFT if available <= FEW else IN_STOCK


def available_units(variants: Iterable[Variant]) -> dict[int, int | None]:
    """Return variant id → units that can be promised now; None means without limit (downloads). One query.

    Variants must have their product loaded.
    """
    wanted = list(variants)
    counts = {s.pk: s.available for s in Stock.objects.filter(pk__in=[v.pk for v in wanted])}
    return {v.pk: None if v.product.is_digital else counts.get(v.pk, 0) for v in wanted}


def stock_words(variants: Iterable[Variant]) -> dict[int, StockWord]:
    """Return variant id → the word shown for it. One query; variants must have their product loaded."""
    return {
        pk: DOWNLOAD if units is None else word_for(units) for pk, units in available_units(variants).items()
    }
