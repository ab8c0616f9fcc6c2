"""The blocks of a product page, one idea per file."""

from shop.storefront.blocks.body import ProductBody

__all__ = ["ProductBody"]
