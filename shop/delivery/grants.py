"""Giving the right to download, and turning it into a link that lives for five minutes."""

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from shop.catalogue.models import DigitalFile
from shop.delivery.models import DownloadGrant
from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.payments.disputing import withdrawn_lines

SALT = "shop.download"
TOKEN_SECONDS = 5 * 60


class NoDownloadsLeftError(Exception):
    """The grant is used up or was withdrawn."""


def grant_downloads(order: Order) -> list[DownloadGrant]:
    """Return the order's grants, made now if it is paid and they are not there yet. May be called again.

    Those of lines that were given back or are disputed are withdrawn. All under the order's lock: a refund that
    arrives meanwhile would otherwise be overlooked, and what it withdrew given again.
    """
    with transaction.atomic():
        return _granted(lock(order.pk))


def _granted(order: Order) -> list[DownloadGrant]:
    if order.is_paid:
        DownloadGrant.objects.bulk_create(
            (
                DownloadGrant(line=line, file=file)
                for line in order.lines.filter(is_digital=True)
                for file in DigitalFile.objects.filter(product__variants=line.variant_id)
            ),
            ignore_conflicts=True,
        )
    grants = DownloadGrant.objects.filter(line__order=order).select_related("line", "file")
    back = withdrawn_lines(order)
    grants.filter(line__in=back, withdrawn_at=None).update(withdrawn_at=timezone.now())
    # A refund that failed, or a dispute that was won, gives the right back.
    grants.exclude(line__in=back).exclude(withdrawn_at=None).update(withdrawn_at=None)
    return list(grants.order_by("line_id", "file__sort_order", "file_id"))


def make_token(grant: DownloadGrant) -> str:
    """Use one of the grant's downloads and return a token for it, good for five minutes and any number of ranges.

    Raises NoDownloadsLeftError. The count is taken by the UPDATE itself, so two clicks cannot share one. The order's
    history keeps when it was: the proof of delivery that a bank asks for in a dispute.
    """
    with transaction.atomic():
        order = lock(grant.line.order_id)
        # The grant itself is withdrawn a moment after the refund, by the worker.
        if grant.line_id in withdrawn_lines(order):
            raise NoDownloadsLeftError
        counted = DownloadGrant.objects.filter(pk=grant.pk, withdrawn_at=None, used__lt=F("limit")).update(
            used=F("used") + 1
        )
        if not counted:
            raise NoDownloadsLeftError
        record(order, "download", grant=grant.pk, file=grant.file.filename)
    return signing.dumps(grant.pk, salt=SALT)


def read_token(token: str) -> DownloadGrant | None:
    """Return the grant of a token; None when it is forged, too old, or the right was withdrawn since."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return None
    grants = DownloadGrant.objects.filter(pk=pk, withdrawn_at=None).select_related("file", "line__order")
    grant = grants.first()
    return grant if grant and grant.line_id not in withdrawn_lines(grant.line.order) else None
