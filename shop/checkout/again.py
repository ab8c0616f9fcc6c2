"""Paying an order that was not paid in time: another attempt of the same order, from its own page.

The customer confirmed this very order on the last confirmation screen. That still counts while a fresh rendering of
the screen has the same hash: same goods, prices, address, terms. Whatever has changed leads through the basket.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shop.basket.checking import check
from shop.checkout.confirmation import confirmation_of
from shop.checkout.leading import lead_to_payment
from shop.checkout.models import CheckoutDraft
from shop.checkout.placing import BasketBlockedError, ConfirmationChangedError
from shop.http import personal, see_other
from shop.legal.models import TradeLaw
from shop.orders.models import Order
from shop.payments.attempts import to_continue, under_way
from shop.payments.models import PaymentAttempt
from shop.payments.starting import is_past
from toelab.base.origin import same_origin_post

Status = PaymentAttempt.Status


def can_pay_again(order: Order) -> bool:
    """Whether `order` came to nothing and can be paid now, exactly as it was confirmed.

    An open session whose time is over comes to nothing as soon as somebody tries: placing closes it at Stripe first.
    """
    draft = _draft_of(order)
    if draft is None:
        return False
    if order.state == Order.State.OPEN:
        attempt = under_way(draft.basket)
        begun = attempt.order if attempt and attempt.status == Status.OPEN and is_past(attempt) else None
    else:
        begun = to_continue(draft.basket, _seen(order))
    if begun != order:
        return False
    checked = check(draft.basket)
    if checked.is_empty or checked.problems:
        return False
    if TradeLaw.current().missing(goods=checked.needs_shipping, downloads=checked.has_downloads):
        return False
    return confirmation_of(checked, draft).digest == _seen(order)


@personal
@require_POST
@same_origin_post
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to Stripe for another attempt; back to the order's page when it cannot be paid as it was confirmed.

    Pressed twice, or in a second tab, it leads to the same session.
    """
    order = get_object_or_404(Order, token=token)
    draft = _draft_of(order)
    if draft is not None and (can_pay_again(order) or order.attempts.filter(status__in=["creating", "open"])):
        try:
            return lead_to_payment(request, draft, _seen(order))
        except (BasketBlockedError, ConfirmationChangedError):
            pass
    return see_other("order", token)


def _seen(order: Order) -> str:
    return str(order.confirm_proof.get("html_sha256", ""))


def _draft_of(order: Order) -> CheckoutDraft | None:
    return CheckoutDraft.objects.filter(basket=order.basket_id).select_related("basket").first()
