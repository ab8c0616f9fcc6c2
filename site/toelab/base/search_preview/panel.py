"""The panel: a picture of the search result with the lengths of its parts."""

from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from toelab.base.search_preview.width import full_width_length, split_at
from toelab.base.urls import absolute_url

TITLE_LIMIT = 30
DESCRIPTION_LIMIT = 120


class SearchPreviewPanel(Panel):
    """Drawn by the server as the page is now; a script follows what is typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("検索結果での見え方"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page."""

        template_name = "base/admin/search_preview.html"
        title_limit = TITLE_LIMIT
        description_limit = DESCRIPTION_LIMIT

        @property
        def media(self) -> Media:
            return Media(js=["js/search-preview.js"])

        @property
        def address(self) -> str:
            """The canonical address; "" while the page has none."""
            path = self.instance.get_url() if self.instance.pk else None
            return absolute_url(path) if path else ""

        @property
        def title(self) -> tuple[str, str]:
            """The whole <title>, the site's name included: what will be shown, and what may be cut off."""
            return split_at(self.instance.head_title, TITLE_LIMIT)

        @property
        def description(self) -> tuple[str, str]:
            """What will be shown of the description, and what may be cut off."""
            return split_at(self.instance.meta_description, DESCRIPTION_LIMIT)

        @property
        def title_length(self) -> float:
            """In full-width letters, with all that the site adds."""
            return full_width_length(self.instance.head_title)

        @property
        def description_length(self) -> float:
            """In full-width letters."""
            return full_width_length(self.instance.meta_description)
