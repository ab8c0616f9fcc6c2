"""What the shop can show when a payment is denied: the screen that was confirmed, the parcel, the mails,
the downloads.
"""

import json

from django.utils import timezone
from django.utils.translation import gettext as _

from shop.delivery.models import DownloadGrant
from shop.delivery.shipping import shipment_of
from shop.orders.models import Order
from shop.outbox.models import Outbox


def evidence_of(order: Order) -> list[tuple[str, str]]:
    """Return pairs of a heading and a text, for copying into the answer to a dispute. Empty without a dispute."""
    if not order.disputes.exists():
        return []
    parcel = shipment_of(order)
    proof = json.dumps(order.confirm_proof, ensure_ascii=False, indent=1)
    mails = Outbox.objects.filter(key__startswith=f"order:{order.pk}:mail:").exclude(done_at=None)
    grants = DownloadGrant.objects.filter(line__order=order).select_related("file")
    downloads = [f"{grant.file}: {grant.used}" for grant in grants]
    downloads += [
        f"{_moment(event.created_at)} {event.data['file']}"
        for event in order.events.filter(kind="download").order_by("n")
    ]
    return [
        (_("ご注文日時"), _moment(order.created_at)),
        (_("お客さま"), "\n".join([order.full_name, order.email, order.phone, *order.address_lines])),
        (_("発送"), f"{_moment(parcel.shipped_at)} {parcel}" if parcel else _("発送していません")),
        (_("最終確認の控え"), proof),
        (_("お送りしたメール"), "\n".join(f"{_moment(mail.done_at)} {mail.kind}" for mail in mails)),
        (_("ダウンロード"), "\n".join(downloads)),
    ]


def _moment(when: object) -> str:
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}" if when else ""  # type: ignore[arg-type]
