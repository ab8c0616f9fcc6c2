"""Names of an order: a time-ordered id for the database, a short number for people, a secret for its page."""

import os
import secrets
import time
import uuid

# 31 characters that are not mixed up on paper or on the phone: no 0/O, 1/I, U/V. Prime, so that one check
# character catches every wrong character and every swap of neighbours.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
DIGITS = 7


def uuid7() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562, 5.7): milliseconds, then 74 random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def new_number() -> str:
    """Return a random order number such as "K7M3-9QXC": it tells nobody how many orders there are."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(DIGITS))
    return f"{body[:4]}-{body[4:]}{_check_character(body)}"


def is_number(text: str) -> bool:
    """Return whether `text` can be an order number; one mistyped or two swapped characters are noticed."""
    plain = text.replace("-", "")
    return (
        len(plain) == DIGITS + 1 and set(plain) <= set(ALPHABET) and plain[-1] == _check_character(plain[:-1])
    )


def new_token() -> str:
    """Return 256 random bits for the address of an order's page."""
    return secrets.token_urlsafe(32)


def _check_character(body: str) -> str:
    return ALPHABET[sum(weight * ALPHABET.index(c) for weight, c in enumerate(body, start=2)) % len(ALPHABET)]
