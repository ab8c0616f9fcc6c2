"""Telling the shop once that few of a variant are left, and again only after it was refilled."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from shop.outbox.sending import put
from shop.stock.models import Stock


def notice_low(variant_ids: Iterable[int], *, hold: str) -> None:
    """Promise one mail for each variant that the reservation `hold` brought to its `low_stock` or below.

    Call it inside the transaction that reserved, which holds the rows. A hold that is given back does not count as
    a refill: otherwise every abandoned payment page would bring another mail.
    """
    low = (
        Stock.objects.filter(pk__in=list(variant_ids), low_noticed_at=None)
        .filter(on_hand__lte=F("reserved") + F("variant__low_stock"))
        .order_by("variant__sku")
    )
    for stock in low:
        Stock.objects.filter(pk=stock.pk).update(low_noticed_at=timezone.now())
        put(f"stock:{stock.pk}:low:{hold}", "stock.low", {"variant": stock.pk, "units": stock.available})


def forget_low(variant_id: int) -> None:
    """Let the next shortage of the variant be told again, if more than its `low_stock` are left now."""
    Stock.objects.filter(pk=variant_id, low_noticed_at__isnull=False).filter(
        on_hand__gt=F("reserved") + F("variant__low_stock")
    ).update(low_noticed_at=None)
