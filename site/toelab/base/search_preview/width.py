"""The length of Japanese text as search results count it. No Django."""

from unicodedata import east_asian_width

FULL = {"F", "W", "A"}


def full_width_length(text: str) -> float:
    """Return the length in full-width letters: あ is 1, a and half-width ｱ are 0.5."""
    return sum(1.0 if east_asian_width(sign) in FULL else 0.5 for sign in text)


def split_at(text: str, limit: float) -> tuple[str, str]:
    """Return the beginning of `text` that is at most `limit` full-width letters long, and the rest."""
    length = 0.0
    for place, sign in enumerate(text):
        length += full_width_length(sign)
        if length > limit:
            return text[:place], text[place:]
    return text, ""
