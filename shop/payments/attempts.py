"""Finding and writing payment attempts."""

from datetime import timedelta

from django.db.models import Max, Q
from django.utils import timezone

from shop.basket.models import Basket
from shop.orders.models import Order, OrderLine
from shop.payments.models import PaymentAttempt
from shop.payments.request import session_body
from shop.payments.starting import KEY_LIVES, PAY_WITHIN
from shop.stock.models import Stock

Status = PaymentAttempt.Status

KONBINI_YEN = range(120, 300_000 + 1)
"""What a convenience store takes, in yen."""

SPARE_FOR_KONBINI = 3
"""A slip keeps goods for days without payment. So many units must stay for others, or only who pays at once is
offered the rest."""


AGAIN_WITHIN = timedelta(days=14)
"""For how long an order that was not paid can be paid by another attempt."""


def under_way(basket: Basket) -> PaymentAttempt | None:
    """Return the newest attempt made from `basket` that may be paid, or was and is being looked into.

    An attempt whose creation was never confirmed and whose key is too old to be replayed is left to the sweep: its
    session, if there is one, ended long ago.
    """
    unusable = Q(status=Status.CREATING, created_at__lt=timezone.now() - KEY_LIVES)
    return (
        PaymentAttempt.objects.filter(
            order__basket=basket, status__in=[*PaymentAttempt.LIVE, Status.QUARANTINED]
        )
        .exclude(unusable)
        .select_related("order")
        .order_by("-pk")
        .first()
    )


def to_continue(basket: Basket, seen: str) -> Order | None:
    """Return the order that was made from `basket` for exactly what the customer sees (`seen`) and came to nothing.

    Paying it makes another attempt of the same order, not a twin. An old one is left alone: its date would mislead.
    """
    return (
        Order.objects.filter(
            basket=basket,
            confirm_proof__html_sha256=seen,
            state__in=[Order.State.EXPIRED, Order.State.KONBINI_LAPSED],
            created_at__gt=timezone.now() - AGAIN_WITHIN,
        )
        .exclude(attempts__status__in=[*PaymentAttempt.LIVE, Status.QUARANTINED])
        .order_by("-created_at")
        .first()
    )


def write_attempt(
    order: Order, *, success_url: str, cancel_url: str, pay_within: timedelta = PAY_WITHIN
) -> PaymentAttempt:
    """Insert the next attempt of `order`, with the exact body that will be sent to Stripe. Inside T1."""
    expires_at = timezone.now() + pay_within
    lines = list(order.lines.all())
    n = (order.attempts.aggregate(last=Max("n"))["last"] or 0) + 1
    body = session_body(
        order,
        lines,
        attempt_n=n,
        expires_at=expires_at,
        success_url=success_url,
        cancel_url=cancel_url,
        konbini=offers_konbini(order, lines),
    )
    return PaymentAttempt.objects.create(
        order=order, n=n, idem_key=f"{order.pk}:{n}:create", request_body=body, expires_at=expires_at
    )


def offers_konbini(order: Order, lines: list[OrderLine]) -> bool:
    """Whether `order` may be paid at a convenience store: a sum they take, and stock that can wait.

    Ask before the order's own goods are reserved. The stock stays locked until they are: two buyers who asked at the
    same moment would otherwise both be promised the spare units.
    """
    if order.total not in KONBINI_YEN:
        return False
    wanted = {line.variant_id: line.quantity for line in lines if not line.is_digital}
    stocks = Stock.objects.select_for_update().filter(pk__in=wanted).order_by("variant_id")
    available = {stock.pk: stock.available for stock in stocks}
    return all(available.get(pk, 0) - n >= SPARE_FOR_KONBINI for pk, n in wanted.items())
