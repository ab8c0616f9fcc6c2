"""What an order's state and history mean, in sentences for the staff."""

from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.delivery.models import Shipment
from shop.delivery.shipping import shipment_of
from shop.money.yen import format_yen
from shop.orders.models import Order, OrderEvent
from shop.orders.states import MAY_BEGIN_ANEW
from shop.payments.after_models import Refund
from shop.payments.disputing import is_frozen
from shop.payments.keeping import owed_back
from shop.payments.letting_go import RETURNED, UNPAID, how_let_go
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import refundable
from shop.payments.stripe_words import DISPUTE_STATUSES, in_words

State = Order.State

WHAT_NOW: dict[str, str | Promise] = {
    State.CREATING: gettext_lazy("お客さまは支払いページに進むところです。することはありません。"),
    State.OPEN: gettext_lazy(
        "お客さまが支払いページを開いています。商品は取り置かれています。することはありません。"
    ),
    State.AWAITING_KONBINI: gettext_lazy(
        "コンビニでのお支払いを待っています。商品は取り置かれています。発送はまだしないでください。"
    ),
    State.EXPIRED: gettext_lazy(
        "お支払いのないまま期限が切れました。取り置いた商品は在庫に戻りました。することはありません。"
    ),
    State.KONBINI_LAPSED: gettext_lazy(
        "コンビニでのお支払い期限が切れました。取り置いた商品は在庫に戻りました。することはありません。"
    ),
    State.PAID_UNFILLABLE: gettext_lazy(
        "お支払い後に在庫が足りないことがわかりました。お客さまに連絡し、返金してください。"
    ),
}

LET_GO: dict[str, str | Promise] = {
    RETURNED: gettext_lazy(
        "内容の一致しないお支払いがあり、全額がお客さまに返金されました。取り置いた商品は在庫に戻りました。することはありません。"
    ),
    UNPAID: gettext_lazy(
        "内容の一致しないお支払いの手続きがありましたが、支払われないまま終わりました。取り置いた商品は在庫に戻りました。"
        "することはありません。"
    ),
}


def what_now(order: Order, attempts: list[PaymentAttempt]) -> str:
    """Return what the staff should know or do about `order`."""
    if any(attempt.status == PaymentAttempt.Status.QUARANTINED for attempt in attempts):
        return _(
            "お支払いの内容が注文と一致しないため、止めています。発送せず、Stripeの管理画面で金額を確かめてください。"
        )
    if is_frozen(order):
        return _(
            "お支払いに異議が申し立てられています。発送せず、回答期限までにStripeの管理画面で回答してください。"
        )
    if order.state in (State.PAID, State.PAID_UNFILLABLE) and order.total and refundable(order) == 0:
        return _("全額の返金を手続き済みです。発送しないでください。")
    if order.state == State.PAID:
        return _paid_twice(order) or _paid(order)
    if order.state in MAY_BEGIN_ANEW and (how := how_let_go(order)):
        return str(LET_GO[how])
    return str(WHAT_NOW[order.state])


def _paid(order: Order) -> str:
    """What is left to do for an order whose price is with us."""
    if shipment := shipment_of(order):
        return _("%(day)s に発送済みです（%(what)s）。することはありません。") % {
            "day": timezone.localdate(shipment.shipped_at),
            "what": shipment,
        }
    if order.needs_shipping:
        return _("お支払い済みです。商品を発送し、「発送を記録する」を押してください。")
    return _("お支払い済みです。お客さまは注文ページからダウンロードできます。することはありません。")


def _paid_twice(order: Order) -> str:
    """What to give back, and whether the parcel has still to leave; "" when no more was paid than the total."""
    owed = owed_back(order)
    if not owed:
        return ""
    sentence = _("二重に支払われています。多く受け取った %(owed)s をお客さまに返金してください。") % {
        "owed": format_yen(owed)
    }
    if order.needs_shipping and not shipment_of(order):
        sentence += _("商品は、ふつうどおり発送してください。")
    return sentence


def needs_attention(order: Order, attempts: list[PaymentAttempt]) -> bool:
    """Whether a person has to do something unusual."""
    held_back = any(attempt.status == PaymentAttempt.Status.QUARANTINED for attempt in attempts)
    unfilled = order.state == State.PAID_UNFILLABLE and refundable(order) > 0
    paid_twice = order.state == State.PAID and owed_back(order) > 0
    return held_back or unfilled or paid_twice or is_frozen(order)


PLAIN = {
    "paid_twice": gettext_lazy("同じ注文に2回目のお支払いがありました。返金が必要です"),
    "let_go": gettext_lazy("止めていたお支払いを終えました。お客さまの代金は残っておらず、在庫は戻しました"),
}


def describe_event(event: OrderEvent) -> str:
    """Return one line of the history in Japanese."""
    data: dict[str, Any] = event.data
    match event.kind:
        case "ordered":
            return _("注文を受け付けました（合計 %(total)s）") % {"total": format_yen(data["total"])}
        case "state":
            words = {"old": State(data["old"]).label, "new": State(data["new"]).label}
            return _("状態が「%(old)s」から「%(new)s」に変わりました") % words
        case "paid_twice" | "let_go":
            return str(PLAIN[event.kind])
        case "quarantined":
            return _("お支払いの内容が一致しないため、止めました: %(wrong)s") % {
                "wrong": " / ".join(data["wrong"])
            }
        case "refund":
            refunded = {
                "amount": format_yen(data["amount"]),
                "status": Refund.Status(data["status"]).label,
                "actor": data["actor"],
            }
            return _("返金 %(amount)s: %(status)s %(actor)s") % refunded
        case "dispute":
            disputed = {
                "amount": format_yen(data["amount"]),
                "status": in_words(DISPUTE_STATUSES, data["status"]),
            }
            return _("異議申し立て %(amount)s: %(status)s") % disputed
        case "download":
            return _("ダウンロードの開始: %(file)s") % {"file": data["file"]}
        case "shipped" | "shipment_corrected" | "note":
            return _describe_deed(event.kind, data)
    return event.kind


def _describe_deed(kind: str, data: dict[str, Any]) -> str:
    """What a member of staff did, with the name."""
    if kind == "note":
        return _("メモ: %(text)s（%(actor)s）") % data
    carrier = Shipment.Carrier(data["carrier"]).label
    words = {"what": f"{carrier} {data['number']}".strip(), "actor": data["actor"]}
    if kind == "shipped":
        return _("発送しました: %(what)s（%(actor)s）") % words
    return _("発送の記録を直しました: %(what)s（%(actor)s）") % words
