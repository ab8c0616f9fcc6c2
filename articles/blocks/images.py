"""ImageBlock that also takes an empty place for what it is."""

from collections.abc import Iterable
from typing import Any

from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage

NO_IMAGE = {"image": None, "decorative": False, "alt_text": ""}


class OptionalImageBlock(ImageBlock):
    """A picture that may be missing.

    Imported content says `null` for a picture that is not there. Wagtail 8.0 reads such a value alone, but
    not beside stored pictures in the same list.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def bulk_to_python(self, values: Iterable[dict[str, Any] | int | None]) -> list[AbstractImage | None]:
        return super().bulk_to_python([NO_IMAGE if value is None else value for value in values])
