"""The headings under which the block picker lists the blocks of an article: those of every editor."""

from toelab.base.blocks.groups import GUIDES, HEADINGS, LISTS, PICTURES, READER, TEXT

__all__ = ["GUIDES", "HEADINGS", "INLINE_FEATURES", "LISTS", "PICTURES", "READER", "TEXT"]

INLINE_FEATURES = ["bold", "link", "ruby"]
