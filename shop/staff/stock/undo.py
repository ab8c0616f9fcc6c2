"""Taking a movement back: a counter-movement, because history is never rewritten."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shop.stock.counting import adjust
from shop.stock.models import StockMove

BY_PEOPLE = (StockMove.Kind.RECEIVE, StockMove.Kind.ADJUST)


def undone_ids(moves: Iterable[StockMove]) -> set[int]:
    """Return the ids of those `moves` that were taken back already: one query."""
    by_key = {_key_of_undo(move): move.pk for move in moves}
    return {by_key[key] for key in StockMove.objects.filter(key__in=by_key).values_list("key", flat=True)}


def can_undo(move: StockMove) -> bool:
    """Whether a person made this movement: those of orders are taken back by the order, not by hand."""
    return move.kind in BY_PEOPLE


def undo(move: StockMove, *, actor: str) -> None:
    """Move the same number of units the other way. A second call changes nothing.

    Raises ValidationError for movements of orders, and when fewer would be left than are promised to orders.
    """
    if not can_undo(move):
        raise ValidationError(_("注文による動きは、ここからは取り消せません。"))
    adjust(
        move.variant,
        -move.on_hand_delta,
        actor=actor,
        reason=_("取り消し: %(reason)s") % {"reason": move.reason or move.get_kind_display()},
        key=f"undo:{move.pk}",
    )


def _key_of_undo(move: StockMove) -> str:
    return f"{StockMove.Kind.ADJUST}:undo:{move.pk}"
