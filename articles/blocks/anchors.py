"""Anchors: the address of a heading inside its page."""

from hashlib import blake2s


def anchor(block_id: str | None) -> str:
    """Return the HTML id of a heading block, or "" for a block without an id (in previews).

    It depends on nothing but the block's own id, so a link to it survives new words and a new place.
    """
    if not block_id:
        return ""
    return f"h-{blake2s(block_id.encode(), digest_size=4).hexdigest()}"
