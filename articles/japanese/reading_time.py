"""How long a Japanese text takes to read. Pure Python."""

CHARACTERS_PER_MINUTE = 500
"""Silent reading of Japanese on a screen is usually given as 400 to 600 characters a minute."""


def reading_minutes(text: str) -> int:
    """Return the whole minutes, at least one, that somebody needs for `text`; white space takes no time."""
    characters = sum(1 for sign in text if not sign.isspace())
    return max(1, -(-characters // CHARACTERS_PER_MINUTE))
