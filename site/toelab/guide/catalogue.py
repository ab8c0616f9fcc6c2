"""The admin's JavaScript messages, with the Japanese that Wagtail's own catalogue lacks."""

from typing import Any

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class AdminCatalogue(JavaScriptCatalog):
    """Wagtail's messages and, after them, those in LOCALE_PATHS; Django takes only one of the two by itself."""

    packages = ["wagtail.admin"]

    def get_paths(self, packages: list[str]) -> list[Any]:
        """Add the project's own folders."""
        return [*super().get_paths(packages), *settings.LOCALE_PATHS]
