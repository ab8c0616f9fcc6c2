"""The steps of the checkout. Every page is personal."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.basket import notices
from shop.basket.checking import CheckedBasket, check
from shop.basket.cookie import basket_of, remember
from shop.basket.notices import Notice
from shop.checkout.confirmation import confirmation_of
from shop.checkout.forms import ContactForm
from shop.checkout.leading import lead_to_payment
from shop.checkout.models import CheckoutDraft
from shop.checkout.placing import BasketBlockedError, ConfirmationChangedError
from shop.http import personal, see_other
from shop.legal.models import TradeLaw
from toelab.base.origin import same_origin_post

_DIGEST = re.compile(r"[0-9a-f]{64}")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_post
def address(request: HttpRequest) -> HttpResponse:
    """Ask who orders and where the parcel goes."""
    checked = check(basket_of(request))
    if stop := _stopped(request, checked):
        return stop
    draft = CheckoutDraft.objects.filter(basket=checked.basket).first() or CheckoutDraft(
        basket=checked.basket
    )
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        instance=draft,
        needs_address=checked.needs_shipping,
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        response = see_other("checkout_confirm")
        remember(response, draft.basket)
        return response
    context = {"form": form, "checked": checked}
    return render(request, "shop/checkout/address.html", context, status=422 if form.errors else 200)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_post
def confirm(request: HttpRequest) -> HttpResponse:
    """Show the last confirmation; POST places the order and leads to Stripe's page."""
    checked = check(basket_of(request))
    if stop := _stopped(request, checked):
        return stop
    draft = CheckoutDraft.objects.filter(basket=checked.basket).select_related("basket").first()
    if draft is None or not _is_complete(draft, checked):
        return see_other("checkout_address")
    if request.method == "POST":
        return _place(request, draft)
    return _confirmation_page(request, checked, draft)


def _stopped(request: HttpRequest, checked: CheckedBasket) -> HttpResponse | None:
    """Return the answer when nothing can be ordered now: an unsuitable basket, or a shop without its legal texts."""
    if checked.is_empty or checked.problems:
        return _to_basket(checked)
    missing = TradeLaw.current().missing(goods=checked.needs_shipping, downloads=checked.has_downloads)
    return render(request, "shop/checkout/closed.html", {"missing": missing}, status=503) if missing else None


def _place(request: HttpRequest, draft: CheckoutDraft) -> HttpResponse:
    seen = request.POST.get("seen", "")
    if not _DIGEST.fullmatch(seen):
        # Not from our form: like a screen that has changed. PostgreSQL cannot even look for some of what can be sent.
        seen = ""
    try:
        return lead_to_payment(request, draft, seen)
    except ConfirmationChangedError:
        return _confirmation_page(request, check(basket_of(request)), draft, changed=True)
    except BasketBlockedError:
        return _to_basket(check(basket_of(request)))


def _confirmation_page(
    request: HttpRequest, checked: CheckedBasket, draft: CheckoutDraft, *, changed: bool = False
) -> HttpResponse:
    context = {"confirmation": confirmation_of(checked, draft), "checked": checked, "changed": changed}
    return render(request, "shop/checkout/confirm.html", context, status=422 if changed else 200)


@personal
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where Stripe's page leads whoever goes back: to the basket, which is as it was."""
    response = redirect("basket")
    text = _("お支払いは行われていません。カートの中身はそのまま残っています。")
    notices.leave(response, Notice(text))
    return response


def _to_basket(checked: CheckedBasket) -> HttpResponse:
    """Back to the basket page, which says itself what is in the way."""
    response = see_other("basket")
    if checked.problems:
        notices.leave(response, Notice(_("ご注文の前に、カートの内容をご確認ください。")))
    return response


def _is_complete(draft: CheckoutDraft, checked: CheckedBasket) -> bool:
    return bool(draft.email) and ((draft.has_address and bool(draft.phone)) or not checked.needs_shipping)
