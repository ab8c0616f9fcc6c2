"""Looking up the renditions of all pictures of a page at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage

from articles.foot_patterns.models import FootPattern
from articles.links.resolve import leaves


def prepare_pictures(images: Iterable[AbstractImage | None], *block_values: Any) -> None:
    """Fetch the renditions of `images` and of every picture inside the block values: one query at most."""
    inside = [leaf for value in block_values for leaf in leaves(value)]
    of_patterns = [leaf.image for leaf in inside if isinstance(leaf, FootPattern)]
    pictures = [image for image in (*images, *inside, *of_patterns) if isinstance(image, AbstractImage)]
    if pictures:
        prefetch_related_objects(pictures, "renditions")
