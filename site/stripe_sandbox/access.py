"""Who may call the API, and in which version of it: any test key, never a live one."""

from werkzeug.datastructures import Authorization, Headers

from .config import API_VERSION, LIVE_PREFIXES, TEST_PREFIXES
from .errors import StripeError


def check_key(authorization: Authorization | None) -> None:
    """Take a test key as Bearer token or as Basic user name; StripeError 401 for anything else."""
    key = _key(authorization)
    if not key:
        raise StripeError(
            "You did not provide an API key. You need to provide your API key in the Authorization header,"
            " using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
            status=401,
        )
    if key.startswith(LIVE_PREFIXES):
        raise StripeError(
            "The Stripe sandbox refuses live keys: a key that moves real money has no business here. It was"
            f" {_masked(key)}",
            status=401,
        )
    if not key.startswith(TEST_PREFIXES):
        raise StripeError(f"Invalid API Key provided: {_masked(key)}", status=401)


def check_version(headers: Headers) -> None:
    """Refuse a request written for another version of the API."""
    asked = headers.get("Stripe-Version", API_VERSION)
    if asked != API_VERSION:
        raise StripeError(f"The Stripe sandbox speaks API version {API_VERSION} only, not {asked}.")


def _key(authorization: Authorization | None) -> str:
    if authorization is None:
        return ""
    return (authorization.username if authorization.type == "basic" else authorization.token) or ""


def _masked(key: str) -> str:
    return f"{key[:8]}{'*' * 8}{key[-4:]}" if len(key) > 16 else "*" * 8
