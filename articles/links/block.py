"""LivePageBlock and LinkTargetBlock: choosing a page to link to, or naming one that is still to be written."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue
from wagtail.models import Page

from articles.links.live_pages import LivePage
from articles.links.reference import PageReference


class LivePageBlock(PageChooserBlock):
    """A page chooser whose value is a PageReference: opening an article loads no page for its links.

    The id of a page that was deleted stays in the value until somebody edits it, so that the link inspection
    can name the place.
    """

    def to_python(self, value: int | None) -> PageReference | None:
        return None if value is None else PageReference(value)

    def bulk_to_python(self, values: Iterable[int | None]) -> list[PageReference | None]:
        return [self.to_python(value) for value in values]

    def normalize(self, value: Page | PageReference | int | None) -> PageReference | None:
        if value is None or isinstance(value, PageReference):
            return value
        return PageReference(value if isinstance(value, int) else value.pk)

    def value_from_form(self, value: Page | int | str | None) -> PageReference | None:
        if not value:
            return None
        return PageReference(value.pk if isinstance(value, Page) else int(value))

    def value_for_form(self, value: PageReference | None) -> int | None:
        return value.pk if value else None

    def get_form_state(self, value: PageReference | None) -> dict[str, Any] | None:
        return super().get_form_state(value.pk if value else None)

    def extract_references(self, value: PageReference | None) -> Iterator[tuple[type[Page], str, str, str]]:
        if value is not None:
            yield self.model_class, str(value.pk), "", ""

    def render_basic(self, value: PageReference | None, context: dict[str, Any] | None = None) -> str:
        if value is None or value.live is None:
            return ""
        return format_html('<a href="{}">{}</a>', value.live.url, value.live.title)


class LinkTargetValue(StructValue):
    """A link as readers meet it."""

    @property
    def live(self) -> LivePage | None:
        """The page while readers can open it, else None."""
        return self["page"].live if self["page"] else None

    @property
    def text(self) -> str:
        """What the link says: the editor's words, or the title of the page."""
        return self["label"] or (self.live.title if self.live else "")


class LinkTargetBlock(StructBlock):
    """A page to link to; while it does not exist yet, its title as a reminder."""

    page = LivePageBlock(
        required=False,
        label=_("リンク先のページ"),
        help_text=_("ページを移動してもリンクは切れません。非公開の間は読者に表示されません。"),
    )
    pending_title = CharBlock(
        required=False,
        search_index=False,
        label=_("これから書く記事の題名"),
        help_text=_("リンク先がまだない時だけ。読者には表示されず、「リンクの点検」に並びます。"),
    )
    label = CharBlock(
        required=False,
        label=_("リンクの文字"),
        help_text=_("空欄ならリンク先の題名になり、題名の変更にも追いつきます。"),
    )

    class Meta:
        icon = "link"
        label = _("リンク")
        value_class = LinkTargetValue
