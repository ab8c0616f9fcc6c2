"""Postal codes."""

import re

from shop.japan.errors import InputError
from shop.japan.text import normalise_text

_NOT_DIGITS = re.compile(r"[\s〒\-‐‑‒–—―−ー]")


def normalise_postal_code(text: str) -> str:
    """Return a postal code as "123-4567", typed with or without hyphen, half or full width.

    Raises InputError unless it has seven digits.
    """
    digits = _NOT_DIGITS.sub("", normalise_text(text))
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise InputError("郵便番号は7けたの数字で入力してください。例: 123-4567")
    return f"{digits[:3]}-{digits[3:]}"
