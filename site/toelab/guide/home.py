"""The guide on the first screen."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from toelab.guide.contents import pages_for


class GuidePanel(Component):
    """Links to the guide's pages, below the user's own work."""

    name = "guide"
    order = 400
    template_name = "guide/home_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"pages": pages_for(self.request.user)}
