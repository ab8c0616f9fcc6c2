"""Looking up all links of a page in one query, however many blocks it has."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue

from articles.links.live_pages import live_pages
from articles.links.prose import Prose
from articles.links.reference import PageReference
from shop.catalogue.models import Product


def leaves(value: Any) -> Iterator[Any]:
    """Yield every value at the ends of a block value: texts, references, pictures, snippets.

    A struct value that borrows a link from elsewhere (a foot pattern and its article) says so by
    `page_reference`, which counts as one more end.
    """
    if isinstance(value, StreamValue):
        for child in value:
            yield from leaves(child.value)
    elif isinstance(value, ListValue):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from leaves(item)
        yield getattr(value, "page_reference", None)
    else:
        yield value


def links_in(value: Any) -> Iterator[PageReference | Prose]:
    """Yield every value below `value` that may link to a page."""
    return (leaf for leaf in leaves(value) if isinstance(leaf, PageReference | Prose))


def resolve_links(*values: Any) -> None:
    """Tell all links inside the block values `values` which of their pages are live: one query at most."""
    links = [link for value in values for link in links_in(value)]
    pages = live_pages({pk for link in links for pk in link.page_ids})
    for link in links:
        link.know(pages)


def offers_products(*values: Any) -> bool:
    """Whether the block values show a product or link to one: then readers are told who sells it.

    Call it after `resolve_links`, which finds out where the links lead.
    """
    return any(
        isinstance(leaf, Product) or getattr(leaf, "leads_to_product", False)
        for value in values
        for leaf in leaves(value)
    )
