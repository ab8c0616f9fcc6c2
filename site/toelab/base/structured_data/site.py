"""The nodes that every page shares: the site, who runs it, the page itself, the way to it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site

from toelab.base.structured_data.nodes import Node, node, reference
from toelab.base.urls import absolute_url

HERO = "format-webp|width-1200"
SMALL = "format-webp|width-960"
"""The largest sizes that readers get, so that nothing is drawn for machines alone."""


def website_id() -> str:
    """Return the id of the site's node."""
    return absolute_url("/#website")


def publisher_id() -> str:
    """Return the id of the node of the organisation behind the site."""
    return absolute_url("/#organization")


def owner_name(request: HttpRequest) -> str:
    """Return the name of the organisation, as the admin says (設定 → サイト)."""
    site = Site.find_for_request(request)
    return site.site_name if site and site.site_name else settings.WAGTAIL_SITE_NAME


def public_url(page: Page, request: HttpRequest | None) -> str:
    """Return the one public address of a page."""
    url = page.get_url(request) or "/"
    return url if url.startswith("http") else absolute_url(url)


def page_id(page: Page, request: HttpRequest) -> str:
    """Return the id of a page's own node."""
    return f"{public_url(page, request)}#page"


def site_nodes(request: HttpRequest) -> list[Node]:
    """Return the site and its publisher."""
    return [
        node(
            "WebSite",
            id=website_id(),
            name=settings.WAGTAIL_SITE_NAME,
            url=absolute_url("/"),
            inLanguage="ja",
            publisher=reference(publisher_id()),
        ),
        node("Organization", id=publisher_id(), name=owner_name(request), url=absolute_url("/")),
    ]


def page_node(page: Page, request: HttpRequest, kind: str | list[str] = "WebPage", **more: Any) -> Node:
    """Return the node of the page being shown; `more` adds to what all pages say."""
    url = public_url(page, request)
    return node(
        kind,
        id=page_id(page, request),
        url=url,
        name=page.meta_title,
        description=page.meta_description,
        inLanguage="ja",
        isPartOf=reference(website_id()),
        datePublished=page.first_published_at and page.first_published_at.isoformat(),
        dateModified=page.last_published_at and page.last_published_at.isoformat(),
        **more,
    )


def breadcrumb_node(page: Page, ancestors: Iterable[Page], request: HttpRequest) -> Node | None:
    """Return the way from the front page to `page`, or None for a page that has nothing above it."""
    way = [*ancestors, page]
    if len(way) < 2:
        return None
    return node(
        "BreadcrumbList",
        id=f"{public_url(page, request)}#breadcrumb",
        itemListElement=[
            node("ListItem", position=place, name=step.title, item=public_url(step, request))
            for place, step in enumerate(way, start=1)
        ],
    )


def picture_node(image: AbstractImage | None, size: str = HERO) -> Node | None:
    """Return a picture as machines get it, or None without one. Renditions fetched before cost no query."""
    if image is None:
        return None
    rendition = image.get_rendition(size)
    return node("ImageObject", url=rendition.full_url, width=rendition.width, height=rendition.height)
