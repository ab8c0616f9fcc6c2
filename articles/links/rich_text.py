"""Links to pages in rich text: a link whose page readers cannot open leaves only its words."""

import re

from django.utils.html import escape
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from articles.links.live_pages import live_pages
from articles.ruby.markup import with_readings

DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
EDITOR_KEY = re.compile(r' data-block-key="[^"]*"')


class LivePageLinkHandler(PageLinkHandler):
    """Wagtail's page links, for published pages only.

    A handler replaces the opening tag alone. It answers `<a>` for a page that is not live;
    `as_published` then takes the pair away (our own wagtailcore template richtext.html calls it).
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [int(attrs["id"]) if attrs.get("id", "").isdigit() else 0 for attrs in attrs_list]
        pages = live_pages(ids)
        return [f'<a href="{escape(pages[pk].url)}">' if pk in pages else "<a>" for pk in ids]


def as_published(html: str) -> str:
    """Return rendered rich text as readers get it: readings shown.

    Without dead links (their words stay) and without the editor's block keys.
    """
    return with_readings(EDITOR_KEY.sub("", DEAD_LINK.sub(r"\1", html)))


def use_live_page_links(features: FeatureRegistry) -> None:
    """Hook: replace Wagtail's handler for page links by ours."""
    features.register_link_type(LivePageLinkHandler)
