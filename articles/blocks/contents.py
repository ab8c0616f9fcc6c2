"""The contents list of an article, made on the server from its headings."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wagtail.blocks import StreamValue

from articles.blocks.anchors import anchor

OWN_HEADING = {"summary", "safety", "references"}
"""Blocks that open a section by themselves."""


@dataclass(slots=True)
class ContentsEntry:
    """One line of the contents list; an h2 holds the h3s that follow it."""

    text: str
    anchor: str
    children: list["ContentsEntry"] = field(default_factory=list)


def _headings(body: StreamValue) -> Iterator[tuple[str, ContentsEntry]]:
    for child in body:
        if child.block_type == "heading":
            yield child.value["level"], ContentsEntry(child.value.contents_line, anchor(child.id))
        elif child.block_type in OWN_HEADING:
            yield "h2", ContentsEntry(child.value.contents_line, anchor(child.id))


def contents_list(body: StreamValue) -> list[ContentsEntry]:
    """Return the contents of an article body: sections in order, each with its parts.

    An h3 before the first h2 becomes a line of its own, so that no heading is missing.
    """
    sections: list[ContentsEntry] = []
    inside_section = False
    for level, entry in _headings(body):
        if level == "h3" and inside_section:
            sections[-1].children.append(entry)
        else:
            sections.append(entry)
            inside_section = level == "h2"
    return sections
