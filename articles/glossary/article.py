"""The glossary's words in a whole article."""

from wagtail.blocks import StreamValue

from articles.glossary.linking import Definition, first_definitions
from articles.glossary.models import Term
from articles.links.prose import Prose
from articles.links.resolve import leaves

UNDISTURBED = {"safety", "references", "related_links", "product"}
"""Blocks whose own links or warnings are all that a reader should see there."""


def connect_glossary(body: StreamValue) -> None:
    """Connect the first use of each word in `body` with its explanation: one query."""
    texts = [
        leaf
        for child in body
        if child.block_type not in UNDISTURBED
        for leaf in leaves(child.value)
        if isinstance(leaf, Prose)
    ]
    known = [
        Definition(term.word, term.reading, term.get_absolute_url())
        for term in Term.objects.filter(linked=True)
    ]
    first_definitions(texts, known)
