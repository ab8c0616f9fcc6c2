"""Block data as the admin's edit form posts it."""

from typing import Any

from wagtail import blocks
from wagtail.test.utils.form_data import rich_text


def posted(block: blocks.Block, value: Any, prefix: str) -> dict[str, str]:
    """Return the form fields of the stored `value` of `block`."""
    match block:
        case blocks.StreamBlock():
            fields = {f"{prefix}-count": str(len(value))}
            for n, item in enumerate(value):
                fields |= _place(f"{prefix}-{n}", n, item["id"]) | {f"{prefix}-{n}-type": item["type"]}
                fields |= posted(block.child_blocks[item["type"]], item["value"], f"{prefix}-{n}-value")
            return fields
        case blocks.ListBlock():
            fields = {f"{prefix}-count": str(len(value))}
            for n, item in enumerate(value):
                fields |= _place(f"{prefix}-{n}", n, "")
                fields |= posted(block.child_block, item, f"{prefix}-{n}-value")
            return fields
        case blocks.StructBlock():
            children = block.child_blocks.items()
            return {
                k: v for name, b in children for k, v in posted(b, value[name], f"{prefix}-{name}").items()
            }
        case blocks.RichTextBlock():
            return {prefix: rich_text(value)}
        case blocks.BooleanBlock():
            return {prefix: "on"} if value else {}
        case _:
            return {prefix: "" if value is None else str(value)}


def _place(prefix: str, number: int, block_id: str) -> dict[str, str]:
    return {f"{prefix}-deleted": "", f"{prefix}-order": str(number), f"{prefix}-id": block_id}
