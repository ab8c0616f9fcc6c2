"""Lists that staff may read and export but never edit: orders, money, the inbox."""

from typing import Any

from django.db.models import Model
from django.urls import URLPattern, path
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from shop.staff.spreadsheets import JapaneseSpreadsheets


class ReadOnlyIndexView(JapaneseSpreadsheets, IndexView):
    """A list whose rows lead to a page to read. Only the permission to view opens it."""

    any_permission_required = ["view"]

    def get_edit_url(self, instance: Model) -> None:
        """There is nothing to edit."""


class ReadOnlyInspectView(InspectView):
    """One row, to read."""

    any_permission_required = ["view"]

    def get_edit_url(self) -> None:
        """There is nothing to edit."""

    def get_delete_url(self) -> None:
        """There is nothing to delete."""


class ReadOnlyViewSet(ModelViewSet):
    """A ModelViewSet without any address that could change something."""

    index_view_class = ReadOnlyIndexView
    inspect_view_class = ReadOnlyInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the addresses of the views that are left out from being linked to."""
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent, self.UNDEFINED), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only the list, its results and the page of one row."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/<{self.pk_path_converter}:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> Any:
        """Offer only the permission that has a meaning here."""
        return super().get_permissions_to_register().filter(codename__startswith="view_")

    def register_admin_url_finder(self) -> None:
        """There is no edit page to find."""
