"""Where a link to a product stands, so that a sale can be traced back to it."""

from collections.abc import Mapping
from typing import Any

from shop.sources import Source


def source_from(context: Mapping[str, Any], rule: str = "") -> Source | None:
    """Return the source of a link in the block that is being rendered in `context`.

    On a page that passes on where its reader came from (an approach), that place. None where there is no page or
    no block to name: in block previews and in pages not saved yet.
    """
    came_from = context.get("came_from")
    if isinstance(came_from, Source):
        return came_from
    page = getattr(context.get("page"), "pk", None)
    block_id = context.get("id")
    return Source(page=page, block=block_id, rule=rule) if page and block_id else None
