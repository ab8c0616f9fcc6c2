"""The panel at the top of an edit form that lists links readers cannot follow."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from articles.links.inspection import LinkProblem, link_problems


class LinkProblemsPanel(Panel):
    """Shown only while there is something to do."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("表示されていないリンク"))
        kwargs.setdefault("icon", "warning")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page or tail."""

        template_name = "articles/admin/link_problems_panel.html"

        @cached_property
        def problems(self) -> list[LinkProblem]:
            """Links of the version being edited."""
            return link_problems(self.instance) if self.instance.pk else []

        def is_shown(self) -> bool:
            return bool(self.problems)
