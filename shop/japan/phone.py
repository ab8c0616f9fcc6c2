"""Telephone numbers."""

import re

from shop.japan.errors import InputError
from shop.japan.text import normalise_text

_SEPARATORS = re.compile(r"[\s()\-‐‑‒–—―−ー.]")


def normalise_phone(text: str) -> str:
    """Return a Japanese telephone number as its 10 or 11 digits: "＋81 90-1234-5678" → "09012345678".

    Raises InputError for anything else. Digits only: where the hyphens belong depends on the area.
    """
    digits = _SEPARATORS.sub("", normalise_text(text))
    if digits.startswith("+81"):
        digits = "0" + digits[3:].removeprefix("0")
    if not re.fullmatch(r"0[0-9]{9,10}", digits):
        raise InputError("電話番号は0から始まる10けたか11けたの数字で入力してください。例: 090-1234-5678")
    return digits
