"""The references of a whole article."""

from wagtail.blocks import StreamValue, StructValue

from articles.links.prose import Prose
from articles.links.resolve import leaves
from articles.references.citing import number_citations


def connect_references(body: StreamValue) -> list[StructValue]:
    """Connect the citations in `body` with its list of references, both ways; return the references.

    Without such a list numbers in brackets stay plain text.
    """
    block = body.first_block_by_name("references")
    if block is None:
        return []
    texts = [leaf for leaf in leaves(body) if isinstance(leaf, Prose)]
    entries = list(block.value["entries"])
    block.value.cited = number_citations(texts, len(entries))
    return entries
