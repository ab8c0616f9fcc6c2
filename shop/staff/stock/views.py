"""The pages of one variant's stock: its history, the form that moves it, the button that takes a move back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from shop.staff.columns import MomentColumn
from shop.staff.signature import signature
from shop.staff.stock.figures import stock_with_names
from shop.staff.stock.forms import MoveStockForm
from shop.staff.stock.undo import can_undo, undo, undone_ids
from shop.stock.models import Stock, StockMove
from shop.stock.words import word_for

MOVE_PERMISSION = "shop.add_stockmove"


class SignedColumn(Column):
    """A change of a count: "+12", "-3", "" for none."""

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return f"{value:+d}" if value else ""


class UndoColumn(Column):
    """The button that takes a movement back."""

    cell_template_name = "shop/staff/stock_undo_cell.html"

    def get_cell_context_data(self, instance: StockMove, parent_context: Any) -> dict[str, Any]:
        """Add the token that the button's form sends; cells are drawn without the request's own context."""
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(context["request"])}


class OneStockMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """For pages about the stock of one variant."""

    model = Stock
    any_permission_required = ["view"]
    header_icon = "table"
    index_url_name = ""
    inspect_url_name = ""
    move_url_name = ""

    @cached_property
    def stock(self) -> Stock:
        """The stock row that the address names; 404 when there is none."""
        return get_object_or_404(stock_with_names(), pk=self.kwargs["pk"])

    @property
    def can_move(self) -> bool:
        """Whether this user may move stock."""
        return self.request.user.has_perm(MOVE_PERMISSION)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*self.breadcrumbs_items, {"url": reverse(self.index_url_name), "label": _("在庫")}]
        history = {
            "url": reverse(self.inspect_url_name, args=[self.stock.pk]),
            "label": self.stock.variant.sku,
        }
        return [*items, history]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the counts and the word that customers read."""
        return super().get_context_data(**kwargs) | {
            "stock": self.stock,
            "word": word_for(self.stock.available),
        }


class StockHistoryView(OneStockMixin, BaseListingView):
    """Counts and movements of one variant, newest first."""

    template_name = "shop/staff/stock_history.html"
    page_title = gettext_lazy("在庫の動き")
    paginate_by = 50
    undo_url_name = ""

    def get_page_subtitle(self) -> str:
        return str(self.stock.variant)

    def get_queryset(self) -> QuerySet[StockMove]:
        return StockMove.objects.filter(variant=self.stock.pk)

    @cached_property
    def index_url(self) -> str:
        """Where the paging links lead."""
        return self.request.path

    @cached_property
    def columns(self) -> list[Column]:
        """What a movement was, who made it and why."""
        return [
            MomentColumn("created_at", label=_("日時")),
            Column("kind", label=_("種類"), accessor="get_kind_display"),
            SignedColumn("on_hand_delta", label=_("在庫数")),
            SignedColumn("reserved_delta", label=_("引当")),
            Column(
                "reason", label=_("理由・注文番号"), accessor=lambda move: move.order_number or move.reason
            ),
            Column("actor", label=_("担当"), accessor=lambda move: move.actor or _("自動")),
            UndoColumn("undo", label=_("操作"), accessor=self._undo_state),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the form, for those who may move stock."""
        if not self.can_move:
            return []
        return [
            HeaderButton(
                _("在庫を動かす"), url=reverse(self.move_url_name, args=[self.stock.pk]), icon_name="plus"
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["media"] = context["table"].media
        return context

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        """Look up once which movements of this page were taken back."""
        self.undone = undone_ids(object_list)
        return super().get_table(object_list, **kwargs)

    def _undo_state(self, move: StockMove) -> dict[str, Any]:
        if move.pk in self.undone:
            return {"undone": True}
        if not self.can_move or not can_undo(move):
            return {}
        return {"url": reverse(self.undo_url_name, args=[move.pk]), "number": move.pk}


class MoveStockView(OneStockMixin, FormView):
    """The form 「在庫を動かす」."""

    template_name = "shop/staff/stock_move.html"
    form_class = MoveStockForm
    page_title = gettext_lazy("在庫を動かす")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.can_move:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.stock.variant)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stock": self.stock, "actor": signature(self.request.user)}

    def form_valid(self, form: MoveStockForm) -> HttpResponse:
        """Move the stock, or show why that cannot be."""
        try:
            delta = form.save()
        except ValidationError as error:
            form.add_error("quantity", error)
            return self.form_invalid(form)
        history = reverse(self.inspect_url_name, args=[self.stock.pk])
        if delta:
            now = Stock.objects.get(pk=self.stock.pk)
            text = _("%(sku)s の在庫を %(delta)s しました。在庫数は %(on_hand)d です。")
            words = {"sku": self.stock.variant.sku, "delta": f"{delta:+d}", "on_hand": now.on_hand}
            messages.success(self.request, text % words)
        else:
            messages.success(self.request, _("数は合っていました。在庫は動かしていません。"))
        return redirect(history)

    def form_invalid(self, form: MoveStockForm) -> HttpResponse:
        """Show the form again; a stock-take starts again from the count of now."""
        messages.error(self.request, _("在庫はまだ動いていません。入力を確かめてください。"))
        form.data = {**{name: form.data[name] for name in form.data}, "seen_on_hand": self.stock.on_hand}
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response


class UndoMoveView(View):
    """POST: take one movement back."""

    http_method_names = ["post"]
    inspect_url_name = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the counter-movement and return to the history."""
        if not request.user.has_perm(MOVE_PERMISSION):
            raise PermissionDenied
        move = get_object_or_404(StockMove.objects.select_related("variant__product"), pk=pk)
        try:
            undo(move, actor=signature(request.user))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("動きを取り消しました。逆向きの動きを記録しています。"))
        return redirect(self.inspect_url_name, move.variant_id)
