"""The order's own page. Its address is the key to it, so it is never cached, indexed or passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.checkout.again import can_pay_again
from shop.delivery.grants import grant_downloads
from shop.delivery.shipping import shipment_of
from shop.delivery.standing import standing_of
from shop.legal.models import TradeLaw
from shop.orders.models import Order
from shop.payments.slips import slip_stores


@never_cache
@require_safe
def order_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show state, lines, totals, address and downloads of one order.

    Downloads are granted here too if the worker has not come to it yet: who has paid does not wait for it.
    """
    order = get_object_or_404(Order.objects.prefetch_related("lines"), token=token)
    standing = standing_of(order)
    context = {
        "order": order,
        "standing": standing,
        "grants": grant_downloads(order),
        "shipment": shipment_of(order),
        "law": TradeLaw.current(),
        "attempt": standing.waiting,
        "can_pay_again": can_pay_again(order),
        "stores": slip_stores(standing.waiting) if standing.waiting else [],
    }
    response = render(request, "shop/orders/order.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
