"""Identifiers that look like Stripe's test-mode ones and cannot be guessed."""

import secrets
import string

_ALPHABET = string.ascii_letters + string.digits
_LENGTHS = {"cs_test": 60, "req": 14}


def new_id(prefix: str) -> str:
    """A fresh identifier, such as `pi_` and 24 letters and digits."""
    length = _LENGTHS.get(prefix, 24)
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(length))}"
