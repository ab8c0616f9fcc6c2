"""The truth table that editors see: every reader there can be, what they are told, and what they could buy."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.where_to_start.answers import query_of
from articles.where_to_start.messages import reader
from articles.where_to_start.products import offered, products_of_approaches
from articles.where_to_start.prove import Row
from articles.where_to_start.rules import ApproachKey, conditions_of
from articles.where_to_start.validation import Complaint, Verdict, judge
from shop.catalogue.models import Product
from shop.stock.words import StockWord
from shop.storefront.cards import card_of

# A table longer than this is not read by anybody; what is not shown was proven all the same.
MOST_ROWS = 64


@dataclass(frozen=True, slots=True)
class ProductState:
    """A product of a result; `stock` is None when readers cannot see it at all."""

    name: str
    stock: StockWord | None

    @property
    def word(self) -> str:
        """Its stock in a word."""
        return str(self.stock.text) if self.stock else _("公開されていません")

    @property
    def can_buy(self) -> bool:
        """Whether readers can order it now."""
        return bool(self.stock and self.stock.can_buy)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One reader: who, what they are told, what goes with it, and the query of their own preview."""

    reader: str
    result: str
    products: list[ProductState]
    query: str


@dataclass(frozen=True, slots=True)
class TruthTable:
    """What stands under the block in the editor."""

    rows: list[TableRow]
    number: int
    counts: list[tuple[str, int]]
    complaints: list[Complaint] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many readers were looked at but are not listed."""
        return self.number - len(self.rows)


def truth_table(value: Mapping[str, Any]) -> TruthTable:
    """Return the table of the recommendation `value`, finished or not."""
    verdict = judge(value)
    names = _names(verdict)
    results = [_result(row, names) for row in verdict.proof.table]
    of_approaches = products_of_approaches(list(names))
    shown = list(zip(verdict.proof.table, results, strict=True))[:MOST_ROWS]
    products = [
        [product for product, _rule in offered(value, row.recommendation, of_approaches)]
        for row, _result_text in shown
    ]
    states = _states(product for some in products for product in some)
    conditions = conditions_of(verdict.rules)
    rows = [
        TableRow(
            reader=reader(condition for condition in conditions if condition.key in row.answers),
            result=result,
            products=[states[product.pk] for product in some],
            query=query_of(row.answers),
        )
        for (row, result), some in zip(shown, products, strict=True)
    ]
    return TruthTable(
        rows=rows,
        number=len(results),
        counts=Counter(results).most_common(),
        complaints=list(verdict.complaints),
        doubts=[*verdict.doubts, *_sold_out(rows)],
    )


def _names(verdict: Verdict) -> dict[ApproachKey, str]:
    return {each.page.pk: f"{each.symbol} {each.name}" for each in verdict.approaches}


def _result(row: Row, names: Mapping[ApproachKey, str]) -> str:
    """The names in the order of the site, not of the rules."""
    return " + ".join(name for key, name in names.items() if key in row.recommendation.approaches) or _(
        "なし"
    )


def _states(products: Iterable[Product]) -> dict[int, ProductState]:
    different = {product.pk: product for product in products}
    cards = {pk: card_of(product, None, None) for pk, product in different.items()}
    return {pk: ProductState(different[pk].name, card.stock if card else None) for pk, card in cards.items()}


def _sold_out(rows: Iterable[TableRow]) -> list[str]:
    """One warning for each product that cannot be bought, with the first reader who would want it."""
    first: dict[str, tuple[ProductState, TableRow]] = {}
    for row in rows:
        for product in row.products:
            if not product.can_buy:
                first.setdefault(product.name, (product, row))
    text = _("「%(product)s」は%(word)sです。答えの欄では、代わりに今できることを案内します。例: %(reader)s")
    return [
        text % {"product": product.name, "word": product.word, "reader": row.reader}
        for product, row in first.values()
    ]
