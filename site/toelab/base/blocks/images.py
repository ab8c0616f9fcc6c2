"""ImageBlock in the words of our editors, and one that also takes an empty place for what it is."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage

NO_IMAGE = {"image": None, "decorative": False, "alt_text": ""}


class NamedImageBlock(ImageBlock):
    """Wagtail's picture with its alternative text; Wagtail 8.0 leaves the label of the picture itself in English."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("画像")


class OptionalImageBlock(NamedImageBlock):
    """A picture that may be missing.

    Imported content says `null` for a picture that is not there. Wagtail 8.0 reads such a value alone, but
    not beside stored pictures in the same list.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def bulk_to_python(self, values: Iterable[dict[str, Any] | int | None]) -> list[AbstractImage | None]:
        return super().bulk_to_python([NO_IMAGE if value is None else value for value in values])


def newest_picture() -> dict[str, Any] | None:
    """Return the newest picture of the library as an ornament, for a block's preview; None while there is none."""
    image = get_image_model().objects.last()
    return {**NO_IMAGE, "image": image.pk, "decorative": True} if image else None
