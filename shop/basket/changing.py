"""Changes to a basket. Each locks the basket, so that two tabs take turns, and makes a new version of it."""

import re

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.basket.checking import once, quantity_problem
from shop.basket.models import Basket, BasketLine
from shop.catalogue.models import Variant, variant_by_sku
from shop.japan.text import normalise_text
from shop.legal.models import ShippingSettings
from shop.sources import Source
from shop.stock.holds import held
from shop.stock.words import available_units


class BasketInputError(Exception):
    """What was asked of the basket cannot be done; the text is a sentence for the shopper."""


def read_quantity(text: str, variant: Variant) -> int:
    """Return the whole number in `text`, full-width digits included: how many of `variant` are wanted.

    Raises BasketInputError for anything that is not a number from 1 to 99. The sentence names what the shop allows,
    which may be less; whether that many can be had is asked later.
    """
    digits = normalise_text(text[:20])
    if not re.fullmatch(r"[0-9]{1,9}", digits) or not 1 <= int(digits) <= 99:
        raise BasketInputError(
            _("「%(name)s」の数量は1から%(most)sまでの数字で入力してください。")
            % {"name": variant, "most": ShippingSettings.current().max_quantity}
        )
    return int(digits)


@transaction.atomic
def add(basket: Basket | None, sku: str, typed: str, source: Source | None) -> tuple[Basket, BasketLine]:
    """Put as many more of the variant `sku` into `basket` as was typed; the basket is made now if there is none.

    A download is there once, however often it is added: a second one would be paid for and give nothing more.
    Raises BasketInputError, with nothing changed, when the variant does not exist, is not sold, what was typed is no
    quantity, or not enough of it is left for the new sum.
    """
    variant = variant_by_sku(sku)
    if variant is None:
        raise BasketInputError(_("サイズと色を選んでください。お選びの商品が見つかりませんでした。"))
    quantity = read_quantity(typed, variant)
    basket = _locked(basket)
    line = basket.lines.filter(variant=variant).first() or BasketLine(
        basket=basket, variant=variant, quantity=0, first_source=str(source or "")
    )
    line.quantity = 1 if variant.product.is_digital else line.quantity + quantity
    line.price_seen = variant.price
    line.last_source = str(source or "") or line.last_source
    _refuse_impossible(basket, variant, line.quantity)
    line.save()
    touch(basket)
    return basket, line


@transaction.atomic
def set_quantity(basket: Basket, line_id: int, typed: str) -> None:
    """Make the line's quantity what was typed; its current price counts as seen.

    Raises BasketInputError when the line is gone, what was typed is no quantity, or not enough is left.
    """
    _locked(basket)
    line = basket.lines.select_related("variant__product").filter(pk=line_id).first()
    if line is None:
        raise BasketInputError(_("この商品は、すでにカートから外されています。"))
    quantity = 1 if line.variant.product.is_digital else read_quantity(typed, line.variant)
    if line.quantity != quantity:
        _refuse_impossible(basket, line.variant, quantity)
        line.quantity = quantity
        touch(basket)
    line.price_seen = line.variant.price
    line.save()


@transaction.atomic
def remove(basket: Basket, line_id: int) -> BasketLine | None:
    """Take a line out and return it (for the undo form); None when it was gone already."""
    _locked(basket)
    line = basket.lines.select_related("variant__product").filter(pk=line_id).first()
    if line is not None:
        BasketLine.objects.filter(pk=line_id).delete()
        touch(basket)
    return line


def take_out_bought(basket: Basket, bought: dict[int, int]) -> None:
    """Take the paid units (variant id → quantity) out of `basket`; what was added since stays.

    The caller holds the lock on the basket.
    """
    for line in basket.lines.filter(variant_id__in=bought).select_related("variant__product"):
        line.quantity = once(line) - bought[line.variant_id]
        if line.quantity > 0:
            line.save(update_fields=["quantity"])
        else:
            line.delete()
    touch(basket)


def touch(basket: Basket) -> None:
    """Record that the basket's content changed."""
    Basket.objects.filter(pk=basket.pk).update(version=F("version") + 1, changed_at=timezone.now())


def _locked(basket: Basket | None) -> Basket:
    found = Basket.objects.select_for_update().filter(pk=basket.pk).first() if basket else None
    return found or Basket.objects.create()


def _refuse_impossible(basket: Basket, variant: Variant, quantity: int) -> None:
    available = available_units([variant])[variant.pk]
    if available is not None:
        available += held(basket.hold).get(variant.pk, 0)
    if problem := quantity_problem(variant, quantity, available, ShippingSettings.current().max_quantity):
        raise BasketInputError(problem)
