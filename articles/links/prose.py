"""Prose: rich text whose links are looked up together with all others of the page."""

import re
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText, get_text_for_indexing
from wagtail.rich_text.rewriters import extract_attrs

from articles.glossary.linking import Definitions
from articles.links.live_pages import LivePages, live_pages, only_these_pages
from articles.references.citing import Citations

LINK = re.compile(r"<a(\b[^>]*)>")
NOTE_SIGN = "※"
PARAGRAPH_TAGS = re.compile(r"</?p\b[^>]*>")


def linked_page_ids(html: str) -> set[int]:
    """Return the ids of the pages that stored rich text links to."""
    links = (extract_attrs(attributes) for attributes in LINK.findall(html))
    return {
        int(link["id"]) for link in links if link.get("linktype") == "page" and link.get("id", "").isdigit()
    }


class Prose(RichText):
    """Rich text as a block value; rendering it makes no query once `know()` was called."""

    _pages: LivePages | None = None
    _citations: Citations | None = None
    _definitions: Definitions | None = None

    @cached_property
    def page_ids(self) -> set[int]:
        """The pages that this text links to."""
        return linked_page_ids(self.source)

    def know(self, pages: LivePages) -> None:
        """Take over the pages found for all links of a page."""
        self._pages = pages

    @property
    def leads_to_product(self) -> bool:
        """Whether one of its links leads to something that is sold; asks only what `know()` was told."""
        return any(page.sells for pk, page in (self._pages or {}).items() if pk in self.page_ids)

    def cite(self, citations: Citations) -> None:
        """Take over which references the numbers in this text stand for."""
        self._citations = citations

    def define(self, definitions: Definitions) -> None:
        """Take over which words of this text the glossary explains."""
        self._definitions = definitions

    @property
    def plain(self) -> str:
        """The text without tags."""
        return get_text_for_indexing(self.source)

    @property
    def inline(self) -> SafeString:
        """The text without its paragraph tags, for list items and other places inside a line."""
        return mark_safe(PARAGRAPH_TAGS.sub("", str(self)))  # noqa: S308 - tags are only taken away

    @property
    def as_note(self) -> SafeString:
        """The text opened by ※, unless its writer already typed the sign."""
        html = str(self)
        if self.plain.startswith(NOTE_SIGN):
            return mark_safe(html)  # noqa: S308 - nothing is changed
        opened = html.replace("<p>", f"<p>{NOTE_SIGN}", 1) if html.startswith("<p>") else f"{NOTE_SIGN}{html}"
        return mark_safe(opened)  # noqa: S308 - one sign is added

    def __html__(self) -> str:
        pages = live_pages(self.page_ids) if self._pages is None else self._pages
        with only_these_pages(pages):
            html: str = super().__html__().strip()
        if self._definitions:
            html = self._definitions.link(html)
        return self._citations.link(html) if self._citations else html

    def __hash__(self) -> int:
        return hash(self.source)


class ProseBlock(RichTextBlock):
    """A rich text block whose value is Prose."""

    def to_python(self, value: str | None) -> Prose:
        return Prose(value)

    def normalize(self, value: RichText | str | None) -> Prose:
        if isinstance(value, Prose):
            return value
        return Prose(value.source if isinstance(value, RichText) else value)

    def value_from_form(self, value: str) -> Prose:
        return Prose(value)
