"""在庫 in the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from shop.staff.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from shop.staff.stock.figures import stock_with_names
from shop.staff.stock.filters import StockFilterSet
from shop.staff.stock.sheet_views import ApplySheetView, SheetTemplateView, SheetView
from shop.staff.stock.views import MOVE_PERMISSION, MoveStockView, StockHistoryView, UndoMoveView
from shop.stock.models import Stock, StockMove
from shop.stock.words import word_for


class StockIndexView(ReadOnlyIndexView):
    """Every physical variant with its counts."""

    sheet_url_name = ""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to the stock-take, for those who may move stock."""
        if not self.request.user.has_perm(MOVE_PERMISSION):
            return []
        return [HeaderButton(_("CSVで棚卸しする"), url=reverse(self.sheet_url_name), icon_name="upload")]

    def get_base_queryset(self) -> QuerySet[Stock]:
        return stock_with_names()

    def _get_title_column(
        self, field_name: str, column_class: type[TitleColumn] = TitleColumn, **kwargs: Any
    ) -> Any:
        """The SKU leads to the movements."""
        column = self._get_title_column_class(column_class)
        return column(
            "sku",
            label="SKU",
            accessor="variant.sku",
            sort_key="variant__sku",
            get_url=self.get_inspect_url,
            **kwargs,
        )


class StockViewSet(ReadOnlyViewSet):
    """Stock: read as a list, changed only by movements with a reason."""

    model = Stock
    name = "shop_stock"
    url_prefix = "shop/stock"
    icon = "table"
    menu_label = _("在庫")
    menu_name = "stock"
    index_view_class = StockIndexView
    inspect_view_class = StockHistoryView
    move_view_class = MoveStockView
    undo_view_class = UndoMoveView
    pk_path_converter = "int"
    ordering = ["variant__sku"]
    list_per_page = 50
    list_display = [
        "sku",
        Column(
            "product", label=_("商品"), accessor="variant.product.name", sort_key="variant__product__name"
        ),
        Column("size", label=_("サイズ"), accessor="variant.size", sort_key="variant__size"),
        Column("colour", label=_("色"), accessor="variant.colour", sort_key="variant__colour"),
        NumberColumn("on_hand", label=_("在庫数"), sort_key="on_hand"),
        NumberColumn("reserved", label=_("引当中"), sort_key="reserved"),
        NumberColumn("units_left", label=_("販売できる数"), sort_key="units_left"),
        Column("word", label=_("店頭の表示"), accessor=lambda stock: word_for(stock.units_left).text),
    ]
    list_export = [
        "variant.sku",
        "variant.product.name",
        "variant.size",
        "variant.colour",
        "on_hand",
        "reserved",
        "units_left",
    ]
    export_headings = {
        "variant.sku": "SKU",
        "variant.product.name": _("商品"),
        "variant.size": _("サイズ"),
        "variant.colour": _("色"),
        "units_left": _("販売できる数"),
    }
    export_filename = "stock"
    filterset_class = StockFilterSet
    search_fields = ["variant__sku", "variant__product__name", "variant__size", "variant__colour"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the pages of one variant each other's addresses."""
        own = {
            "move_url_name": "move",
            "undo_url_name": "undo",
            "sheet_url_name": "sheet",
            "template_url_name": "sheet_template",
            "apply_url_name": "sheet_apply",
        }
        own = {name: self.get_url_name(view) for name, view in own.items()}
        return super().get_common_view_kwargs(**own, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list and the history, and what moves stock."""
        return [
            *super().get_urlpatterns(),
            path("move/<int:pk>/", self.construct_view(self.move_view_class), name="move"),
            path("undo/<int:pk>/", self.construct_view(self.undo_view_class), name="undo"),
            path("sheet/", self.construct_view(SheetView), name="sheet"),
            path("sheet/template/", SheetTemplateView.as_view(), name="sheet_template"),
            path("sheet/apply/", self.construct_view(ApplySheetView), name="sheet_apply"),
        ]

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The history page has its own template."""
        return kwargs

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """To see stock, and to move it."""
        moves = ContentType.objects.get_for_model(StockMove)
        to_move = Permission.objects.filter(content_type=moves, codename="add_stockmove")
        return super().get_permissions_to_register() | to_move
