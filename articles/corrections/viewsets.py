"""訂正の記録 in the admin: lines can be added and read."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from articles.corrections.models import Correction


class AppendOnlyPolicy(ModelPermissionPolicy):
    """Nobody may change or delete, whatever their groups say: not even the owner."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("change", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action)

    def users_with_any_permission(self, actions: Any) -> Any:
        allowed = set(actions) - {"change", "delete"}
        return super().users_with_any_permission(allowed) if allowed else get_user_model().objects.none()


register_permission_policy(Correction, AppendOnlyPolicy(Correction), exact_class=True)


class CorrectionViewSet(ModelViewSet):
    """Corrections, newest first."""

    model = Correction
    name = "corrections"
    icon = "edit"
    menu_label = _("訂正の記録")
    menu_name = "corrections"
    menu_order = 235
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["page", DateColumn("corrected_on", label=_("訂正日"), sort_key="corrected_on"), "text"]
    list_filter = ["corrected_on"]
    search_fields = ["page__title", "text"]
    search_backend_name = None
