"""Where a sale came from: which page, which block of it, which rule of the recommendation."""

from shop.sources.source import PARAMETER, Source

__all__ = ["PARAMETER", "Source"]
