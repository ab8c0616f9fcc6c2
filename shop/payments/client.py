"""The one way to Stripe. A call while a database transaction is open is refused: a slow Stripe would hold locks."""

from functools import cache

import stripe
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

# No platform string and no telemetry id in requests: not needed for paying.
stripe.enable_telemetry = False

LIVE_PREFIXES = ("sk_live_", "rk_live_")
STRIPE_ITSELF = "https://api.stripe.com"
CONNECT_SECONDS = 3.05
READ_SECONDS = 10
QUICK_SECONDS = 3


class OpenTransactionError(RuntimeError):
    """Somebody called Stripe inside a database transaction."""


class CarefulHttpClient(stripe.RequestsClient):
    """Requests over HTTP, but never with a transaction open in this thread."""

    def request(self, *args, **kwargs):
        """Send one request. Raises OpenTransactionError inside a transaction."""
        refuse_open_transaction()
        return super().request(*args, **kwargs)


def refuse_open_transaction() -> None:
    """Raise OpenTransactionError when this thread has a transaction open (a test case's own does not count)."""
    for connection in connections.all(initialized_only=True):
        # Django asks the same question for atomic(durable=True).
        if any(not block._from_testcase for block in connection.atomic_blocks):  # type: ignore[attr-defined]
            raise OpenTransactionError(f"Stripe called inside a transaction on {connection.alias!r}.")


def is_live() -> bool:
    """Whether the configured key moves real money."""
    return settings.STRIPE_SECRET_KEY.startswith(LIVE_PREFIXES)


def stripe_client(*, quick: bool = False) -> stripe.StripeClient:
    """Return the client; `quick` is for pages that somebody waits for: about three seconds, no second try.

    Raises ImproperlyConfigured without a key, or when a live key would be sent to anything but Stripe.
    """
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE.rstrip("/"), quick)


@cache
def _client(key: str, base: str, quick: bool) -> stripe.StripeClient:
    if not key:
        raise ImproperlyConfigured("STRIPE_SECRET_KEY is empty: set it, or start the site with `quickstart`.")
    if key.startswith(LIVE_PREFIXES) and base not in ("", STRIPE_ITSELF):
        raise ImproperlyConfigured(
            "A live Stripe key together with STRIPE_API_BASE: live keys go to Stripe only."
        )
    timeout = (1, QUICK_SECONDS - 1) if quick else (CONNECT_SECONDS, READ_SECONDS)
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else None,
        max_network_retries=0 if quick else 2,
        http_client=CarefulHttpClient(timeout=timeout),
    )
