"""What readers will be offered after the last line, shown where the questions are written."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from articles.article.next_reads import NextRead


class NextReadsPanel(Panel):
    """The finished list: the editor's questions and what the site adds by rule."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("読者に出る「次に知りたいこと」"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one article, as it was saved last."""

        template_name = "articles/admin/next_reads_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        @cached_property
        def reads(self) -> list[NextRead]:
            """What a reader of the saved version would get."""
            from articles.article.reading import kinship_of, what_next  # noqa: PLC0415 - articles know their panels

            return what_next(self.instance, kinship_of(self.instance))

        @cached_property
        def linked(self) -> set[int]:
            """The pages that the text itself links to: the editor may ask twice, but knows it."""
            from articles.article.reading import linked_pages  # noqa: PLC0415 - articles know their panels

            return linked_pages(self.instance)
