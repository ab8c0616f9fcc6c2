"""Streets and buildings."""

import re

from shop.japan.text import normalise_text

# Between digits every kind of dash means the same, the long vowel mark too.
_DASH_IN_NUMBER = re.compile(r"(?<=[0-9])\s?[-‐‑‒–—―−ーｰ]\s?(?=[0-9])")
_NUMBER = re.compile(r"[0-9一二三四五六七八九十]")
_SAID_TO_HAVE_NONE = re.compile(r"番地(なし|無し)|無番地")


def normalise_street(text: str) -> str:
    """Return a street or building with one kind of hyphen in its numbers: "１−２ー３" → "1-2-3"."""
    return _DASH_IN_NUMBER.sub("-", normalise_text(text))


def has_street_number(street: str) -> bool:
    """Whether `street` holds a number, or says that there is none ("番地なし")."""
    return bool(_NUMBER.search(street) or _SAID_TO_HAVE_NONE.search(street))
