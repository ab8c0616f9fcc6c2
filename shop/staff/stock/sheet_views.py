"""棚卸しのCSV: the template to fill in, the dry run of a filled one, and the button that applies it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from shop.staff.signature import signature
from shop.staff.stock.sheet_forms import ApplySheetForm, SheetForm, carry, template_csv
from shop.staff.stock.views import MOVE_PERMISSION
from shop.stock.models import Stock
from shop.stock.taking.applying import ChangedError, apply_sheet, dry_run
from shop.stock.taking.judging import DryRun
from shop.stock.taking.reading import SheetRow


class MoversOnlyMixin:
    """Stops everyone who may not move stock."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(MOVE_PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class SheetTemplateView(MoversOnlyMixin, View):
    """The CSV file to fill in."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Download it, named after the day in Japan."""
        response = HttpResponse(template_csv(), content_type="text/csv; charset=utf-8")
        name = f"stock-take-{timezone.localdate():%Y%m%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class SheetPage(MoversOnlyMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """What both steps have in common: the page with the upload form and, after an upload, the dry run."""

    model = Stock
    any_permission_required = ["view"]
    header_icon = "table"
    template_name = "shop/staff/stock_sheet.html"
    page_title = gettext_lazy("CSVで棚卸しする")
    index_url_name = ""
    sheet_url_name = ""
    template_url_name = ""
    apply_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        stock = {"url": reverse(self.index_url_name), "label": _("在庫")}
        return [*self.breadcrumbs_items, stock, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the addresses of the steps."""
        own = {
            "sheet_url": reverse(self.sheet_url_name),
            "template_url": reverse(self.template_url_name),
            "apply_url": reverse(self.apply_url_name),
            "upload_form": kwargs.pop("upload_form", None) or SheetForm(),
        }
        return super().get_context_data(**kwargs) | own

    def show(
        self, rows: list[SheetRow], found: DryRun, form: ApplySheetForm | None, *, key: str = "", status: int
    ) -> HttpResponse:
        """Show the dry run `found` of `rows`, with the form to apply it if nothing is wrong."""
        reason = form["reason"].value() if form else _("%(day)s の棚卸し") % {"day": timezone.localdate()}
        carried = carry(rows, found, key)
        if form is None:
            form = ApplySheetForm(initial={"reason": reason, "carried": carried})
        else:
            form.data = {"reason": reason, "carried": carried}
        return self.render_to_response(self.get_context_data(form=form, dry_run=found), status=status)


class SheetView(SheetPage):
    """Step one: the upload form, answered by the dry run."""

    form_class = SheetForm

    def form_valid(self, form: SheetForm) -> HttpResponse:
        """Show what the sheet would change; nothing moves."""
        found = dry_run(form.rows)
        return self.show(form.rows, found, None, status=200 if found.is_good else 422)

    def form_invalid(self, form: SheetForm) -> HttpResponse:
        """Say what is wrong with the file."""
        return self.render_to_response(self.get_context_data(upload_form=form), status=422)


class ApplySheetView(SheetPage):
    """Step two: everything in one transaction, or the dry run afresh."""

    form_class = ApplySheetForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without an upload there is nothing to apply."""
        return redirect(self.sheet_url_name)

    def form_valid(self, form: ApplySheetForm) -> HttpResponse:
        """Move the stock, or show why that cannot be."""
        try:
            moved = apply_sheet(
                form.rows,
                form.seen,
                key=form.key,
                actor=signature(self.request.user),
                reason=form.cleaned_data["reason"],
            )
        except ChangedError as changed:
            messages.error(
                self.request,
                _(
                    "確認している間に在庫が変わりました。在庫はまだ動いていません。下の新しい確認をご覧ください。"
                ),
            )
            return self.show(form.rows, changed.dry_run, form, key=form.key, status=409)
        if moved is None:
            messages.warning(
                self.request, _("この棚卸しは、すでに反映されています。もう一度は動かしていません。")
            )
        elif moved:
            messages.success(
                self.request, _("棚卸しを反映しました。%(count)d 件の在庫を動かしました。") % {"count": moved}
            )
        else:
            messages.success(self.request, _("数は合っていました。在庫は動かしていません。"))
        return redirect(self.index_url_name)

    def form_invalid(self, form: ApplySheetForm) -> HttpResponse:
        """Show the dry run again with what is missing; a damaged form has to begin again."""
        if "carried" in form.errors:
            messages.error(self.request, " ".join(str(message) for message in form.errors["carried"]))
            return redirect(self.sheet_url_name)
        messages.error(self.request, _("在庫はまだ動いていません。入力を確かめてください。"))
        return self.show(form.rows, dry_run(form.rows), form, key=form.key, status=422)
