"""The length of Japanese text as search results count it. No Django."""

from unicodedata import east_asian_width

FULL = {"F", "W", "A"}


def full_width_length(text: str) -> float:
    """Return the length in full-width letters: あ is 1, a and half-width ｱ are 0.5."""
    return sum(1.0 if east_asian_width(sign) in FULL else 0.5 for sign in text)
