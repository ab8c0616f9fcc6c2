"""The stock of now for a dry run, and the one transaction that applies it."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from shop.stock.counting import adjust
from shop.stock.models import Stock, StockMove
from shop.stock.taking.judging import DryRun, Known, judge
from shop.stock.taking.reading import SheetRow


class ChangedError(Exception):
    """Stock is no longer what the dry run showed, so nothing was moved. `dry_run` is the one of now."""

    def __init__(self, dry_run: DryRun) -> None:
        super().__init__("stock changed since the dry run")
        self.dry_run = dry_run


def known_stock(skus: Iterable[str]) -> dict[str, Known]:
    """Return SKU → stock of now, for those of `skus` that have any. One query."""
    rows = Stock.objects.filter(variant__sku__in=set(skus)).select_related("variant__product")
    return {row.variant.sku: Known(str(row.variant), row.on_hand, row.reserved) for row in rows}


def dry_run(sheet: list[SheetRow]) -> DryRun:
    """Judge `sheet` against the stock of now."""
    return judge(sheet, known_stock(row.sku for row in sheet))


@transaction.atomic
def apply_sheet(
    sheet: list[SheetRow], seen: Mapping[str, int], *, key: str, actor: str, reason: str
) -> int | None:
    """Move every counted SKU to its count, all or none, and return how many SKUs were moved.

    `seen` is SKU → units on hand that the person was shown, for every counted SKU. `key` names this stock-take: when
    it was applied before, nothing moves and None is returned.
    Raises ChangedError when stock is not as `seen`, or when a row would be refused now.
    """
    # Rows are locked in the order of their ids, as everywhere in this room; whoever comes second finds the moves.
    variants = {
        stock.variant.sku: stock.variant
        for stock in Stock.objects.select_for_update(of=("self",))
        .filter(variant__sku__in={row.sku for row in sheet})
        .select_related("variant__product")
        .order_by("variant_id")
    }
    if StockMove.objects.filter(key__startswith=f"{StockMove.Kind.ADJUST}:take:{key}:").exists():
        return None
    found = dry_run(sheet)
    now = {row.sku: row.known.on_hand for row in found.rows if row.known}
    if not found.is_good or now != dict(seen):
        raise ChangedError(found)
    for row in found.changes:
        adjust(
            variants[row.sku], row.difference or 0, actor=actor, reason=reason, key=f"take:{key}:{row.sku}"
        )
    return len(found.changes)
