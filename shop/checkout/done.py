"""The page Stripe leads to after paying. Whoever has its address learns the state of a payment, and nothing more."""

import re
from contextlib import suppress
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.basket.cookie import basket_of
from shop.payments.letting_go import how_let_go
from shop.payments.models import PaymentAttempt
from shop.payments.slips import slip_stores
from shop.payments.starting import StripeBusyError, refresh

_SESSION_ID = re.compile(r"cs_[A-Za-z0-9_]{1,250}", re.ASCII)


def done_url(attempt: PaymentAttempt) -> str:
    """Return the address of the page for `attempt`'s session."""
    return f"{reverse('checkout_done')}?{urlencode({'session_id': attempt.session_id})}"


@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Settle (in about three seconds, or leave it to the worker) and show the state.

    The way to the order page is shown only to the browser that ordered: its signed basket cookie says so. An
    id we never gave out is not looked up at Stripe.
    """
    session_id = request.GET.get("session_id", "")
    attempt = None
    if _SESSION_ID.fullmatch(session_id):
        attempt = PaymentAttempt.objects.filter(session_id=session_id).first()
    if attempt is None:
        return render(request, "shop/checkout/unknown.html", status=404)
    if attempt.is_live:
        # Without an answer the webhook, or the next look at this page, will tell.
        with suppress(StripeBusyError):
            attempt = refresh(attempt, quick=True)
    basket = basket_of(request)
    order = attempt.order
    mine = basket is not None and basket.pk == order.basket_id
    context = {
        "status": attempt.status,
        "state": order.state,
        "is_free": not order.total,
        "let_go": how_let_go(order, session_id),
        "deadline": attempt.slip_deadline,
        # A slip's numbers are personal: the confirmation number is a telephone number.
        "order": order if mine else None,
        "attempt": attempt if mine else None,
        "stores": slip_stores(attempt) if mine else [],
    }
    response = render(request, "shop/checkout/done.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response
