"""The basket page and what its forms do."""

from collections.abc import Iterable

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.basket import changing, notices
from shop.basket.changing import BasketInputError
from shop.basket.checking import check
from shop.basket.cookie import basket_of, remember
from shop.basket.models import Basket
from shop.basket.notices import Notice
from shop.http import personal, see_other
from shop.sources import PARAMETER, Source
from toelab.base.origin import same_origin_post

QUANTITY_PREFIX = "quantity-"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_post
def basket(request: HttpRequest) -> HttpResponse:
    """GET shows the basket; POST changes quantities or takes a line out."""
    if request.method == "POST":
        return _change(request, basket_of(request))
    response = _page(request, basket_of(request), notice=notices.take(request))
    notices.clear(response)
    return response


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_post
def add(request: HttpRequest) -> HttpResponse:
    """Put a variant into the basket and go there; on bad input show the basket with a sentence (422).

    The address stays in the browser's after bad input: whoever opens it again is led to the basket.
    """
    if request.method != "POST":
        return see_other("basket")
    current = basket_of(request)
    source = Source.parse(request.POST.get(PARAMETER))
    try:
        quantity = changing.read_quantity(request.POST.get("quantity", "1"))
        current, line = changing.add(current, request.POST.get("sku", "")[:40], quantity, source)
    except BasketInputError as error:
        return _page(request, current, errors=[str(error)], status=422)
    response = see_other("basket")
    remember(response, current)
    notices.leave(response, Notice(_("「%(name)s」をカートに入れました。") % {"name": line.variant}))
    return response


@personal
@require_safe
def count(request: HttpRequest) -> JsonResponse:
    """How many things are in the basket, for the few lines of script that fill in the number."""
    current = basket_of(request)
    total = current.lines.aggregate(n=Sum("quantity"))["n"] if current else 0
    return JsonResponse({"count": total or 0})


def _change(request: HttpRequest, current: Basket | None) -> HttpResponse:
    if current is None:
        return _page(request, None, errors=[_("カートは空です。商品を選び直してください。")], status=422)
    if "remove" in request.POST:
        return _remove(request, current)
    errors = _set_quantities(request, current)
    if errors:
        return _page(request, current, errors=errors, status=422)
    return _back_to_basket(current, Notice(_("カートを更新しました。")))


def _set_quantities(request: HttpRequest, current: Basket) -> list[str]:
    """Set every quantity that was sent and can be had; return a sentence for each that cannot."""
    errors = []
    for name, text in request.POST.items():
        line_id = name.removeprefix(QUANTITY_PREFIX)
        if not name.startswith(QUANTITY_PREFIX) or not _is_id(line_id):
            continue
        try:
            changing.set_quantity(current, int(line_id), changing.read_quantity(str(text)))
        except BasketInputError as error:
            errors.append(str(error))
    return list(dict.fromkeys(errors))


def _remove(request: HttpRequest, current: Basket) -> HttpResponse:
    line_id = request.POST["remove"]
    line = changing.remove(current, int(line_id)) if _is_id(line_id) else None
    if line is None:
        return _back_to_basket(current, Notice(_("この商品は、すでにカートから外されています。")))
    undo = {"sku": line.variant.sku, "quantity": line.quantity, PARAMETER: line.last_source}
    return _back_to_basket(
        current, Notice(_("「%(name)s」をカートから外しました。") % {"name": line.variant}, undo)
    )


def _back_to_basket(current: Basket, notice: Notice) -> HttpResponse:
    response = see_other("basket")
    remember(response, current)
    notices.leave(response, notice)
    return response


def _page(
    request: HttpRequest,
    current: Basket | None,
    *,
    notice: Notice | None = None,
    errors: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    context = {"checked": check(current), "notice": notice, "errors": list(errors)}
    return render(request, "shop/basket/basket.html", context, status=status)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
