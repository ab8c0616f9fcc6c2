"""What people do to stock: goods come in, a count is corrected. Each with a reason and a name."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from shop.catalogue.models import Variant
from shop.stock.low import forget_low
from shop.stock.models import Stock, StockMove


@transaction.atomic
def receive(variant: Variant, quantity: int, *, actor: str, reason: str = "", key: str = "") -> None:
    """Add `quantity` units that arrived. The same `key` a second time changes nothing.

    Raises ValidationError for a quantity below one.
    """
    if quantity < 1:
        raise ValidationError(_("入庫数は1以上で入力してください。"))
    _change(variant, quantity, StockMove.Kind.RECEIVE, actor=actor, reason=reason, key=key)


@transaction.atomic
def adjust(variant: Variant, delta: int, *, actor: str, reason: str, key: str = "") -> None:
    """Correct the count by `delta` units (a stock-take, a damaged pair). The same `key` twice changes nothing.

    Raises ValidationError without a reason, for a zero delta, or when fewer would be left than are promised.
    """
    if not reason.strip():
        raise ValidationError(_("在庫を調整する理由を入力してください。"))
    if delta == 0:
        raise ValidationError(_("増減は0以外の数で入力してください。"))
    _change(variant, delta, StockMove.Kind.ADJUST, actor=actor, reason=reason, key=key)


def _change(variant: Variant, delta: int, kind: StockMove.Kind, *, actor: str, reason: str, key: str) -> None:
    key = f"{kind}:{key or uuid.uuid4()}"
    if variant.product.is_digital:
        raise ValidationError(_("ダウンロード商品に在庫はありません。"))
    Stock.objects.get_or_create(variant=variant)
    # The lock makes two tries with the same key wait for each other.
    Stock.objects.select_for_update().get(pk=variant.pk)
    if StockMove.objects.filter(key=key).exists():
        return
    changed = Stock.objects.filter(pk=variant.pk, on_hand__gte=F("reserved") - delta).update(
        on_hand=F("on_hand") + delta
    )
    if not changed:
        raise ValidationError(_("注文に引き当て済みの数より少なくはできません。"))
    StockMove.objects.create(
        key=key, variant=variant, kind=kind, on_hand_delta=delta, actor=actor, reason=reason.strip()
    )
    if delta > 0:
        forget_low(variant.pk)
