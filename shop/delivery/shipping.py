"""Sending the parcel: when it may leave, and writing down that it has."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.delivery.models import Shipment
from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.sending import put
from shop.payments.disputing import is_frozen
from shop.payments.keeping import lines_given_back
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import refundable
from shop.payments.tasks import wake


class ShippingRefusedError(Exception):
    """The parcel must not leave, or left already; the message is a Japanese sentence that says what to do."""


def shipment_of(order: Order) -> Shipment | None:
    """Return the parcel of `order`; None while it has not left."""
    return Shipment.objects.filter(order=order).first()


def why_not_ship(order: Order) -> str:
    """Return a Japanese sentence saying why the parcel of `order` must not leave now; "" when it may."""
    if not order.needs_shipping:
        return _("ダウンロード商品だけのご注文です。発送するものはありません。")
    if order.attempts.filter(status=PaymentAttempt.Status.QUARANTINED).exists():
        return _(
            "お支払いの内容が注文と一致していません。Stripeの管理画面で確かめるまで、発送しないでください。"
        )
    if is_frozen(order):
        return _("お支払いに異議が申し立てられています。発送しないでください。")
    if order.state == Order.State.PAID_UNFILLABLE:
        return _("在庫が足りなかったご注文です。発送せず、返金してください。")
    if not order.is_paid:
        return _("お支払いがまだ済んでいません。お支払い済みになってから発送してください。")
    if _is_given_back(order):
        return _("配送する商品の返金を手続き済みです。発送しないでください。")
    return ""


@transaction.atomic
def ship(order: Order, *, carrier: str, number: str, actor: str) -> Shipment:
    """Write down that the parcel has left, and promise the customer one mail. The same facts twice change nothing.

    Raises ShippingRefusedError when it must not leave, or when other facts were written down before.
    """
    order = lock(order.pk)
    found = shipment_of(order)
    if found and (found.carrier, found.tracking_number) == (carrier, number):
        return found
    if found:
        raise ShippingRefusedError(
            _("この注文の発送は、すでに記録されています（%(what)s）。違うときは、追跡番号を直してください。")
            % {"what": found}
        )
    if reason := why_not_ship(order):
        raise ShippingRefusedError(reason)
    shipment = Shipment.objects.create(
        order=order, carrier=carrier, tracking_number=number, actor=actor, shipped_at=timezone.now()
    )
    record(order, "shipped", carrier=carrier, number=number, actor=actor)
    put(f"order:{order.pk}:mail:shipped", "order.mail.shipped", {"order": str(order.pk)})
    transaction.on_commit(wake)
    return shipment


@transaction.atomic
def correct_shipment(order: Order, *, carrier: str, number: str, actor: str) -> None:
    """Correct carrier and number of a parcel that has left. No second mail; the history keeps both.

    Raises Shipment.DoesNotExist when none has left.
    """
    order = lock(order.pk)
    shipment = Shipment.objects.get(order=order)
    if (shipment.carrier, shipment.tracking_number) == (carrier, number):
        return
    shipment.carrier, shipment.tracking_number = carrier, number
    shipment.save(update_fields=["carrier", "tracking_number"])
    record(order, "shipment_corrected", carrier=carrier, number=number, actor=actor)


def _is_given_back(order: Order) -> bool:
    """Whether the money for all goods in the parcel is given back or on its way, whole or line by line."""
    if order.total and refundable(order) == 0:
        return True
    back = lines_given_back(order, [refund for refund in order.refunds.all() if refund.counts])
    return all(line.pk in back for line in order.lines.all() if not line.is_digital)
