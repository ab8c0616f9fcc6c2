"""Absolute addresses: for mails, Stripe and machines, which do not know which site they talk to."""

from django.conf import settings


def absolute_url(path: str) -> str:
    """Return the public address of `path` ("/basket/" → "https://example.jp/basket/")."""
    return f"{settings.SITE_URL}{path}"
