"""Template tags of the articles."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.blocks.anchors import anchor as anchor_of
from articles.japanese import phrases as japanese
from articles.links.live_pages import LivePage
from articles.links.rich_text import as_published as published_html
from articles.search.missing import near_pages as pages_near
from articles.tail.models import ReadingSettings

register = template.Library()


@register.filter
def anchor(block_id: str | None) -> str:
    """Return the HTML id of the block with this id."""
    return anchor_of(block_id)


@register.filter
def as_published(html: str) -> SafeString:
    """Return rich text as readers may have it: no dead links, nothing of the editor's."""
    return mark_safe(published_html(html))  # noqa: S308 - rich text was cleaned when it was saved


@register.simple_tag(takes_context=True)
def phrases(context: Context, text: Any) -> SafeString:
    """Draw a heading, a title or a button with `<wbr>` between its phrases; site.css lets it break only there.

    `<wbr>` and not a zero-width space: copied text and the browser's search stay clean.
    """
    request = context.get("request")
    settings = ReadingSettings.for_request(request) if request else None
    words = tuple(settings.kept_whole.split()) if settings else ()
    return format_html_join(
        mark_safe("<wbr>"), "{}", ((piece,) for piece in japanese.phrases(str(text), words))
    )


@register.simple_tag
def near_pages(path: str) -> list[LivePage]:
    """Return the pages that somebody may have meant by an address that leads nowhere."""
    return pages_near(path)
