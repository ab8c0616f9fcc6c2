"""System checks: a shop that could lose or misdirect money does not start."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from shop.failpoints import VARIABLE
from shop.payments.client import LIVE_PREFIXES, STRIPE_ITSELF


def check_stripe_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a live key with another API base, and a key without a webhook secret."""
    errors: list[CheckMessage] = []
    key, base = settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE.rstrip("/")
    if key.startswith(LIVE_PREFIXES) and base not in ("", STRIPE_ITSELF):
        errors.append(Error("STRIPE_API_BASE is set together with a live key.", id="shop.E001"))
    if key and not settings.STRIPE_WEBHOOK_SECRETS:
        errors.append(
            Error(
                "STRIPE_SECRET_KEY is set but STRIPE_WEBHOOK_SECRET is not: payments could not be told apart "
                "from forgeries.",
                id="shop.E002",
            )
        )
    if os.environ.get(VARIABLE) and settings.SETTINGS_MODULE.endswith("production"):
        errors.append(Error(f"{VARIABLE} is set: it is for tests that kill processes.", id="shop.E003"))
    return errors
