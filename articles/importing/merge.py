"""Importing again: the file's words win, but what a file cannot say stays as an editor chose it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.importing.raw import Raw


@dataclass(frozen=True)
class Merged:
    """The new body and what became of the old one's blocks."""

    body: list[Raw]
    kept: int
    new: int
    gone: int


def merge(old: Sequence[Raw], new: Sequence[Raw]) -> Merged:
    """`new`, with the choices an editor made in the same blocks of `old` (a person, a page, a short label).

    Blocks are the same when their ids are, that is while the file says the same words there.
    """
    old_by_id = {block["id"]: block for block in old}
    body = [
        {**block, "value": _with_choices(old_by_id[block["id"]]["value"], block["value"])}
        if _is_same(old_by_id.get(block["id"]), block)
        else block
        for block in new
    ]
    kept = sum(1 for block in body if _is_same(old_by_id.get(block["id"]), block))
    return Merged(body, kept=kept, new=len(body) - kept, gone=len(old) - kept)


def _is_same(old: Raw | None, new: Raw) -> bool:
    return old is not None and old["type"] == new["type"]


def _with_choices(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        merged = {key: _with_choices(old.get(key), value) for key, value in new.items()}
        if merged.get("page") and merged.get("pending_title"):
            merged["pending_title"] = ""
        return merged
    if isinstance(old, list) and isinstance(new, list):
        by_id = {item["id"]: item for item in old if isinstance(item, dict) and item.get("id")}
        return [_with_choices(by_id.get(item.get("id")), item) for item in new]
    return old if new in (None, "") and old else new
