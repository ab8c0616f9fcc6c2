"""Recognised blocks → a page's raw data, with what the site knows filled in."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from articles.importing.blocks import Block
from articles.importing.identity import BlockIds
from articles.importing.title import without_label

type Raw = dict[str, Any]


class Directory(Protocol):
    """What the site answers about the names in an article; None for what it does not have."""

    def page(self, title: str) -> int | None:
        """The article called `title`."""

    def pattern(self, name: str) -> int | None:
        """The foot pattern called `name`."""

    def person(self, text: str) -> int | None:
        """The person whose name is in `text`."""


def raw_body(blocks: Iterable[Block], ids: BlockIds, directory: Directory) -> list[Raw]:
    """The raw StreamField data of `blocks`."""
    return [_raw_block(block, ids, directory) for block in blocks]


def raw_next_reads(next_reads: Iterable[dict[str, str]], ids: BlockIds, directory: Directory) -> list[Raw]:
    """The raw StreamField data of 次に知りたいこと."""
    return [
        {
            "type": "next_read",
            "value": {"question": read["question"], **_target(read["title"], directory)},
            "id": ids.id_for("next_read", read),
        }
        for read in next_reads
    ]


def _raw_block(block: Block, ids: BlockIds, directory: Directory) -> Raw:
    value, kind = block.value, block.kind
    block_id = ids.id_for(kind, value)
    match kind:
        case "heading":
            value = {**value, "contents_label": ""}
        case "greeting":
            value = {**value, "person": directory.person(value["text"])}
        case "reader_voices":
            value = _items(value, ids)
        case "list":
            value = {**value, "items": _items(value["items"], ids)}
        case "summary":
            value = {**value, "body": raw_body(value["body"], ids, directory)}
        case "related_links":
            links = [{**_target(link["title"], directory), "label": ""} for link in value["links"]]
            value = {**value, "links": _items(links, ids, value["links"])}
        case "foot_patterns":
            kind, value = _raw_patterns(value, ids, directory)
    return {"type": kind, "value": value, "id": block_id}


def _raw_patterns(value: Raw, ids: BlockIds, directory: Directory) -> tuple[str, Raw]:
    """The foot patterns; as ordinary links that carry the patterns' names when the site lacks one of them."""
    found = [directory.pattern(pattern["name"]) for pattern in value["patterns"]]
    targets = [_target(pattern["title"], directory) for pattern in value["patterns"]]
    if None in found:
        links = [
            {**target, "label": pattern["name"]}
            for target, pattern in zip(targets, value["patterns"], strict=True)
        ]
        return "related_links", {"lead_in": value["intro"], "links": _items(links, ids, value["patterns"])}
    patterns = [{"pattern": pk, **target} for pk, target in zip(found, targets, strict=True)]
    return "foot_patterns", {"intro": value["intro"], "patterns": _items(patterns, ids, value["patterns"])}


def _target(title: str, directory: Directory) -> Raw:
    page = directory.page(title) if title else None
    return {"page": page, "pending_title": "" if page or not title else without_label(title)[0] or title}


def _items(values: Sequence[Any], ids: BlockIds, said: Sequence[Any] = ()) -> list[Raw]:
    """`values` as a list's items, their ids made from what the file `said` when the values say it otherwise."""
    return [
        {"type": "item", "value": value, "id": ids.id_for("item", words)}
        for value, words in zip(values, said or values, strict=True)
    ]
