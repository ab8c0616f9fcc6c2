"""Mails to customers and to the shop. They leave through the outbox, once per key."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.delivery.grants import grant_downloads
from shop.delivery.models import Shipment
from shop.legal.models import TradeLaw
from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.payments.after_models import Attention, Refund
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import goes_to_account
from shop.payments.slips import slip_stores
from shop.payments.starting import refresh
from shop.stock.models import Stock
from toelab.base.urls import absolute_url

HOLDS_PARCEL = (
    Attention.Kind.QUARANTINED,
    Attention.Kind.UNFILLABLE,
    Attention.Kind.REFUND_FAILED,
    Attention.Kind.DISPUTE,
)
"""Calls after which a parcel that has not left must wait; of the others most say nothing against it."""


def grants_handler(row: Outbox) -> None:
    """Give the download rights of a paid order."""
    grant_downloads(Order.objects.get(pk=row.payload["order"]))


def paid_mail_handler(row: Outbox) -> None:
    """Tell the customer that the order was paid for: what, how much, when it comes, how to return it."""
    order = Order.objects.prefetch_related("lines").get(pk=row.payload["order"])
    context = _customer_context(order)
    subject = _("ご注文ありがとうございます（注文番号 %(number)s）") % {"number": order.number}
    _send(row, subject, "mail/order_paid.txt", context, to=order.email)


def konbini_mail_handler(row: Outbox) -> None:
    """Tell the customer with which numbers, where and until when to pay at the convenience store."""
    subject = _("ご注文の確認とコンビニでのお支払いのご案内（注文番号 %(number)s）")
    _konbini_mail(row, subject, "mail/konbini_slip.txt")


def konbini_reminder_handler(row: Outbox) -> None:
    """Remind the customer the day before, unless it was paid (or given up) in the meantime.

    Stripe has the last word on that: when no webhook came, we would ask for money that was paid. Raises
    StripeBusyError when Stripe cannot be asked; then the reminder waits and is tried again.
    """
    waiting = _waiting(row)
    if waiting is None:
        return
    waiting = refresh(waiting, quick=True)
    deadline = waiting.slip_deadline
    if deadline and timezone.localdate(deadline) <= timezone.localdate():
        # It waited too long: "tomorrow" would be a lie by which somebody misses the deadline.
        return
    _konbini_mail(row, _("お支払い期限は明日です（注文番号 %(number)s）"), "mail/konbini_reminder.txt")


def _konbini_mail(row: Outbox, subject: str, template: str) -> None:
    waiting = _waiting(row)
    if waiting is None:
        return
    order = Order.objects.prefetch_related("lines").get(pk=row.payload["order"])
    context = _customer_context(order) | {"attempt": waiting, "stores": slip_stores(waiting)}
    _send(row, subject % {"number": order.number}, template, context, to=order.email)


def _waiting(row: Outbox) -> PaymentAttempt | None:
    """Return the attempt whose slip the promise is about, if it still waits for its money."""
    # The payload names the slip; promises from before there were second attempts do not.
    about = {"pk": row.payload["attempt"]} if "attempt" in row.payload else {}
    return PaymentAttempt.objects.filter(
        order=row.payload["order"], status=PaymentAttempt.Status.AWAITING_KONBINI, **about
    ).first()


def konbini_lapsed_handler(row: Outbox) -> None:
    """Tell the customer that the slip was not paid in time: nothing is owed, and how to order again.

    Unless its money came after all, or the customer is paying the same order in another way.
    """
    order = Order.objects.prefetch_related("lines").get(pk=row.payload["order"])
    if order.state != Order.State.KONBINI_LAPSED:
        return
    subject = _("お支払い期限が過ぎました（注文番号 %(number)s）") % {"number": order.number}
    _send(row, subject, "mail/konbini_lapsed.txt", _customer_context(order), to=order.email)


def _customer_context(order: Order) -> dict[str, Any]:
    return {
        "order": order,
        "law": TradeLaw.current(),
        "order_url": absolute_url(reverse("order", args=[order.token])),
        "legal_url": absolute_url("/legal/tokushoho/"),
    }


def refund_mail_handler(row: Outbox) -> None:
    """Tell the customer that Stripe gives money back, and what they have to do for it, if anything.

    Nothing is said that was true when it was promised and is not now: a refund that has failed is told by a person,
    and who has named an account since is not asked for one.
    """
    refund = Refund.objects.select_related("order").get(pk=row.payload["refund"])
    asks_for_account = row.key.endswith(f":{Refund.Status.REQUIRES_ACTION}")
    if not refund.counts or asks_for_account != (refund.status == Refund.Status.REQUIRES_ACTION):
        return
    context = _customer_context(refund.order) | {"refund": refund, "to_account": goes_to_account(refund)}
    subject = _("ご返金のお知らせ（注文番号 %(number)s）") % {"number": refund.order.number}
    _send(row, subject, "mail/refund.txt", context, to=refund.order.email)


def shipped_mail_handler(row: Outbox) -> None:
    """Tell the customer that the parcel has left, with whom and under which number."""
    shipment = Shipment.objects.select_related("order").get(order=row.payload["order"])
    context = _customer_context(shipment.order) | {"shipment": shipment}
    subject = _("商品を発送しました（注文番号 %(number)s）") % {"number": shipment.order.number}
    _send(row, subject, "mail/shipped.txt", context, to=shipment.order.email)


def alert_handler(row: Outbox) -> None:
    """Tell the shop that an order, or something else, needs a person."""
    number, what = row.payload["number"], row.payload["what"]
    subject = _("要確認: 注文 %(number)s") % {"number": number} if number else _("要確認: お支払い")
    context = row.payload | {
        "what": dict(Attention.Kind.choices).get(what, what),
        "holds_parcel": number and what in HOLDS_PARCEL,
        "attention_url": absolute_url(reverse("shop_attention:index")),
    }
    _send(row, subject, "mail/alert.txt", context, to=_shop_address())


def low_stock_handler(row: Outbox) -> None:
    """Tell the shop that few of a variant are left to sell, unless it was refilled in the meantime."""
    stock = Stock.objects.select_related("variant__product").get(pk=row.payload["variant"])
    if not stock.is_low:
        return
    subject = _("在庫が少なくなりました: %(sku)s（残り%(units)d）") % {
        "sku": stock.variant.sku,
        "units": stock.available,
    }
    address = reverse("shop_stock:inspect", args=[stock.pk])
    context = {"stock": stock, "stock_url": absolute_url(address)}
    _send(row, subject, "mail/low_stock.txt", context, to=_shop_address())


def _shop_address() -> str:
    return TradeLaw.current().seller_mail or settings.DEFAULT_FROM_EMAIL


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
