"""The shelf in one glance: everything about prices and stock that pages outside the shop show."""

from hashlib import blake2s

from shop.catalogue.models import Product, Variant
from shop.stock.words import DOWNLOAD, word_for


def shelf_state() -> str:
    """Return a text that changes exactly when a price, a sale or a word about stock changes: one query.

    For pages that are kept: stock is changed by UPDATE in the middle of a checkout, which nobody can listen to
    without making checkouts wait for each other. Counts that leave the word as it is leave the text as it is.
    """
    rows = (
        Variant.objects.filter(active=True, product__is_active=True)
        .order_by("pk")
        .values_list("pk", "price", "product__kind", "stock__on_hand", "stock__reserved")
    )
    state = blake2s(digest_size=8)
    for pk, price, kind, on_hand, reserved in rows:
        word = DOWNLOAD if kind == Product.Kind.DIGITAL else word_for((on_hand or 0) - (reserved or 0))
        state.update(f"{pk} {price} {word.code}\n".encode())
    return state.hexdigest()
