"""The words and links of a page as readers see them, for machines that read."""

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.models import Page

from toelab.base.structured_data.site import public_url

PARTS = "main article, main .approach-products"
# A form that cannot be answered there; its rules stand above it in words.
NOT_FOR_MACHINES = ".start-chooser"


def text_of_page(page: Page, request: HttpRequest) -> str:
    """Return the HTML of what stands in the article of the page, recommendation and prices included.

    Drawn with the page's own template: what readers get and what machines get cannot drift apart.
    """
    html = render_to_string(page.get_template(request), page.get_context(request), request)
    soup = BeautifulSoup(html, "html.parser")
    for useless in soup.select(NOT_FOR_MACHINES):
        useless.decompose()
    return "".join(str(part) for part in soup.select(PARTS))


def front_matter(page: Page, request: HttpRequest) -> str:
    """Return the lines that say where the text comes from and how old it is."""
    updated = page.last_published_at
    lines = [f"source: {public_url(page, request)}", *([f"updated: {updated:%Y-%m-%d}"] if updated else [])]
    return "\n".join(["---", *lines, "---", "", ""])
