"""What the block picker tells about a block that has no class of its own."""

from typing import Any

from django.utils.functional import Promise
from wagtail.blocks import Block


def introduced[B: Block](block: B, *, group: str | Promise, description: str | Promise, **more: Any) -> B:
    """Return `block` with its place, its description and whatever `more` it needs in the block picker.

    They are set after the block is made: Wagtail writes what a constructor was given into migrations, and words
    for editors are no change to the database.
    """
    for name, value in {"group": group, "description": description, **more}.items():
        setattr(block.meta, name, value)
    return block
