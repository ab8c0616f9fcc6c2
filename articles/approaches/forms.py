"""The form of an approach in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from articles.where_to_start.keeping import reason_to_keep


class ApproachPageForm(WagtailAdminPageForm):
    """Keeps an approach published while readers are being sent to it."""

    def clean(self) -> dict[str, Any]:
        """Refuse an end of publication while a published recommendation needs the page."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("expire_at") and (reason := reason_to_keep(self.instance)):
            self.add_error("expire_at", ValidationError(reason))
        return cleaned
