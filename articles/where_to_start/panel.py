"""The place of the truth table in an edit form; its script moves it under the block it speaks of."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static


def preview_url(tail_id: int | None) -> str:
    """Return the address at which the form of a tail shows its draft; None is the form of a new one."""
    if tail_id is None:
        return reverse("wagtailsnippets_articles_tail:preview_on_add")
    return reverse("wagtailsnippets_articles_tail:preview_on_edit", args=[tail_id])


class TruthTablePanel(Panel):
    """Shows what the recommendation in the form means, for every reader there can be."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("どれから始めるか: だれに何が出るか"))
        kwargs.setdefault("icon", "table")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one tail, saved or not."""

        template_name = "articles/admin/truth_table_panel.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            """Add the addresses that the script needs."""
            return super().get_context_data(parent_context) | {
                "table_url": reverse("where_to_start_table"),
                "preview_url": preview_url(self.instance.pk),
                "tail_id": self.instance.pk or "",
            }

        @property
        def media(self) -> forms.Media:
            """Its script and style."""
            return forms.Media(
                js=[versioned_static("js/truth-table.js")],
                css={"all": [versioned_static("css/truth-table.css")]},
            )
