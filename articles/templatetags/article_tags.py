"""Template tags of the articles."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.blocks.anchors import anchor as anchor_of
from articles.links.live_pages import LivePage
from articles.links.rich_text import as_published as published_html
from articles.search.missing import near_pages as pages_near

register = template.Library()


@register.filter
def anchor(block_id: str | None) -> str:
    """Return the HTML id of the block with this id."""
    return anchor_of(block_id)


@register.filter
def as_published(html: str) -> SafeString:
    """Return rich text as readers may have it: no dead links, nothing of the editor's."""
    return mark_safe(published_html(html))  # noqa: S308 - rich text was cleaned when it was saved


@register.simple_tag
def near_pages(path: str) -> list[LivePage]:
    """Return the pages that somebody may have meant by an address that leads nowhere."""
    return pages_near(path)
