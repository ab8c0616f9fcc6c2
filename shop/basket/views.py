"""The basket page and what its forms do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.basket import changing, notices
from shop.basket.changing import BasketInputError
from shop.basket.checking import CheckedLine, check
from shop.basket.cookie import basket_of, remember
from shop.basket.models import Basket
from shop.basket.notices import Notice
from shop.http import personal, see_other
from shop.sources import PARAMETER, Source
from toelab.base.origin import same_origin_post

QUANTITY_PREFIX = "quantity-"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A quantity that could not be set: what was typed, and the sentence that says why."""

    typed: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the basket with its field: what stands in it, and what is wrong with it."""

    checked: CheckedLine
    wrong: Wrong | None

    @property
    def typed(self) -> str:
        """What stands in the field: what was typed, until it is right."""
        return self.wrong.typed if self.wrong else str(self.checked.line.quantity)

    @property
    def sentences(self) -> list[str]:
        """Why the line cannot be ordered like this, each reason once."""
        return list(dict.fromkeys(([self.wrong.sentence] if self.wrong else []) + self.checked.problems))


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
    before = set(current.lines.values_list("variant_id", flat=True)) if current else set()
    source = Source.parse(request.POST.get(PARAMETER))
    try:
        typed = request.POST.get("quantity", "1")
        current, line = changing.add(current, request.POST.get("sku", "")[:40], typed, source)
    except BasketInputError as error:
        return _page(request, current, errors=[str(error)], status=422)
    response = see_other("basket")
    remember(response, current)
    text = _("「%(name)s」をカートに入れました。")
    if line.variant.product.is_digital and line.variant_id in before:
        text = _(
            "「%(name)s」はすでにカートに入っています。ダウンロード商品は1点で、くり返しダウンロードできます。"
        )
    notices.leave(response, Notice(text % {"name": line.variant}))
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
    wrong = _set_quantities(request, current)
    if wrong:
        return _page(request, current, wrong=wrong, status=422)
    return _back_to_basket(current, Notice(_("カートを更新しました。")))


def _set_quantities(request: HttpRequest, current: Basket) -> dict[int, Wrong]:
    """Set every quantity that was sent and can be had; return, by line, what was typed where it cannot."""
    wrong = {}
    for name, text in request.POST.items():
        line_id = name.removeprefix(QUANTITY_PREFIX)
        if not name.startswith(QUANTITY_PREFIX) or not _is_id(line_id):
            continue
        try:
            changing.set_quantity(current, int(line_id), str(text))
        except BasketInputError as error:
            wrong[int(line_id)] = Wrong(str(text)[:20], str(error))
    return wrong


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
    wrong: dict[int, Wrong] | None = None,
    status: int = 200,
) -> HttpResponse:
    checked, wrong = check(current), wrong or {}
    rows = [Row(line, wrong.get(line.line.pk)) for line in checked.lines]
    # Of lines that are gone: they have no field that could be marked.
    gone = [found.sentence for pk, found in wrong.items() if pk not in {row.checked.line.pk for row in rows}]
    context = {
        "checked": checked,
        "rows": rows,
        "notice": notice,
        "errors": list(dict.fromkeys([*errors, *gone])),
        # A changed price counts as seen once the form was sent, of downloads too.
        "can_update": bool(checked.notes) or any(not row.checked.variant.product.is_digital for row in rows),
        "has_sentences": bool(checked.problems or checked.notes or any(row.sentences for row in rows)),
    }
    return render(request, "shop/basket/basket.html", context, status=status)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
