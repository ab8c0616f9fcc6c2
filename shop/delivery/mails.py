"""Mails to customers and to the shop. They leave through the outbox, once per key."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from shop.delivery.grants import grant_downloads
from shop.legal.models import TradeLaw
from shop.orders.models import Order
from shop.outbox.models import Outbox
from toelab.base.urls import absolute_url


def grants_handler(row: Outbox) -> None:
    """Give the download rights of a paid order."""
    grant_downloads(Order.objects.get(pk=row.payload["order"]))


def paid_mail_handler(row: Outbox) -> None:
    """Tell the customer that the order was paid for: what, how much, when it comes, how to return it."""
    order = Order.objects.prefetch_related("lines").get(pk=row.payload["order"])
    context = {
        "order": order,
        "law": TradeLaw.current(),
        "order_url": absolute_url(reverse("order", args=[order.token])),
        "legal_url": absolute_url("/legal/tokushoho/"),
    }
    subject = _("ご注文ありがとうございます（注文番号 %(number)s）") % {"number": order.number}
    _send(row, subject, "mail/order_paid.txt", context, to=order.email)


def alert_handler(row: Outbox) -> None:
    """Tell the shop that an order needs a person."""
    law = TradeLaw.current()
    subject = _("要確認: 注文 %(number)s") % {"number": row.payload["number"]}
    _send(
        row, subject, "mail/alert.txt", dict(row.payload), to=law.seller_mail or settings.DEFAULT_FROM_EMAIL
    )


def _send(row: Outbox, subject: str, template: str, context: dict[str, Any], *, to: str) -> None:
    """Send one text mail. Its Message-ID comes from the row's key: a rare second copy can be told from the first."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message_id = f"<{row.key.replace(':', '.')}@{domain}>"
    EmailMessage(
        subject=subject,
        body=render_to_string(template, context),
        to=[to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    ).send()
