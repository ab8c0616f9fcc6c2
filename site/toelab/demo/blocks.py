"""Turn the demo's YAML into StreamField data, led by the block definitions themselves.

The YAML names things by slug (`page: sciatica-cause`, `image: exercise-1`, `pattern: inner`); the database wants
ids. Whatever the block definition says a value is decides how it is looked up, so a new block needs no code here.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.rich_text import RichText

from toelab.demo.errors import DemoError

NAMESPACE = uuid.UUID("5b1e0f6e-8d1f-4c11-9a51-70e1ab000000")
PAGE_LINK = re.compile(r'<a page="([^"]+)">')

# Kind of thing ("page", "image", "product" …) and its slug → its id.
type Lookup = Callable[[str, str], Any]


def rich_text(html: str, lookup: Lookup) -> str:
    """Return Wagtail's stored rich text for our `<a page="slug">` links."""
    return PAGE_LINK.sub(lambda m: f'<a id="{lookup("page", m[1])}" linktype="page">', html)


class BlockData:
    """Converts one page's YAML; block ids follow from the page's slug and the position, so a reload repeats them."""

    def __init__(self, slug: str, lookup: Lookup) -> None:
        self.slug = slug
        self.lookup = lookup

    def convert(self, block: blocks.Block, value: Any, path: str) -> Any:
        """Return the raw data of `value` for `block`; DemoError names the place of what does not fit."""
        match block:
            case ImageBlock():
                return self._image(value, path)
            case ImageChooserBlock():
                return self.lookup("image", value) if value else None
            case blocks.StreamBlock():
                return self._stream(block, value, path)
            case blocks.ListBlock():
                return [
                    {
                        "type": "item",
                        "value": self.convert(block.child_block, v, f"{path}/{i}"),
                        "id": self._id(path, i),
                    }
                    for i, v in enumerate(value or [])
                ]
            case blocks.StructBlock():
                return self._struct(block, value, path)
            case blocks.RichTextBlock():
                return rich_text(value or "", self.lookup)
            case blocks.ChooserBlock():
                return self.lookup(_kind(block), value) if value else None
            case blocks.CharBlock() | blocks.TextBlock():
                return value or ""
            case _:
                return block.get_default() if value is None else value

    def _id(self, path: str, index: int) -> str:
        return str(uuid.uuid5(NAMESPACE, f"{self.slug}{path}/{index}"))

    def _stream(self, block: blocks.StreamBlock, items: Any, path: str) -> list[dict[str, Any]]:
        data = []
        for i, item in enumerate(items or []):
            if not isinstance(item, Mapping) or len(item) != 1:
                raise DemoError(f"{self.slug}{path}/{i}: one block name per item, found {item!r:.60}")
            ((name, value),) = item.items()
            if name not in block.child_blocks:
                raise DemoError(f"{self.slug}{path}/{i}: no block is called {name!r}")
            child = self.convert(block.child_blocks[name], value, f"{path}/{name}{i}")
            data.append({"type": name, "value": child, "id": self._id(path, i)})
        return data

    def _struct(self, block: blocks.StructBlock, value: Any, path: str) -> dict[str, Any]:
        value = value or {}
        if unknown := set(value) - set(block.child_blocks):
            raise DemoError(f"{self.slug}{path}: no field is called {sorted(unknown)}")
        return {
            name: self.convert(child, value.get(name), f"{path}/{name}")
            for name, child in block.child_blocks.items()
        }

    def _image(self, value: Any, path: str) -> dict[str, Any] | None:
        if not value:
            return None
        stem, alt = (value, None) if isinstance(value, str) else (value["image"], value.get("alt"))
        return {
            "image": self.lookup("image", stem),
            "alt_text": alt or self.lookup("alt", stem),
            "decorative": False,
        }


def _kind(block: blocks.ChooserBlock) -> str:
    """What a chooser chooses, as the YAML's name for it."""
    if isinstance(block, blocks.PageChooserBlock):
        return "page"
    return block.model_class._meta.model_name


def as_stored(value: Any) -> Any:
    """Return `value` with RichText defaults as plain HTML, ready for JSON."""
    if isinstance(value, RichText):
        return value.source
    if isinstance(value, Mapping):
        return {key: as_stored(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_stored(item) for item in value]
    return value
