"""Makes the front page, at the address "/"."""

from typing import Any

from wagtail.models import Page, Site

from tests.articles.factories import block
from toelab.home.models import HomePage

PLAIN = "<p>節の文です。</p>"


def front_page(*blocks: dict[str, Any], **fields: Any) -> HomePage:
    """Return a published front page with these sections, instead of whatever was at "/"."""
    Site.objects.all().delete()
    values = {
        "title": "足指研究所",
        "slug": "front",
        "headline": "足指から見直す。",
        "lead": "導入の文です。",
    } | fields
    page = Page.objects.get(depth=1).add_child(instance=HomePage(body=list(blocks), **values))
    Site.objects.create(
        hostname="localhost", root_page=page, is_default_site=True, site_name="足指研究所（見本）"
    )
    return page


def section(kind: str, **value: Any) -> dict[str, Any]:
    """Return a section in its stored form; unless said otherwise with a heading and a sentence."""
    return block(kind, {"heading": "節の見出し", "text": PLAIN} | value, f"block-{kind}")
