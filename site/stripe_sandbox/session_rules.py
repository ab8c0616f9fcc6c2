"""What Stripe, and this stand-in for it, demand of a Checkout Session before making one."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from .errors import StripeError, missing, not_played
from .slips import MAX_DAYS, MAX_YEN, MIN_YEN

MIN_TOTAL, MAX_TOTAL = 50, 99_999_999
"""Yen that one payment may come to; besides, ¥0 is a no-cost order."""
MAX_LINE_ITEMS = 100
MIN_OPEN_SECONDS, MAX_OPEN_SECONDS = 30 * 60, 24 * 60 * 60
MAX_REFERENCE = 200
MAX_CUSTOM_TEXT = 1200
MAX_IMAGES = 8
METHODS = ("card", "konbini", "paypay")
"""The payment methods the pay page plays: as if exactly these were switched on in the Dashboard."""

_ANY = ""
_PLAYED = {
    "allowed_payment_method_types": _ANY,
    "billing_address_collection": "auto",
    "branding_settings": _ANY,
    "cancel_url": _ANY,
    "client_reference_id": _ANY,
    "consent_collection.promotions": "none",
    "consent_collection.terms_of_service": "none",
    "currency": _ANY,
    "custom_text.submit.message": _ANY,
    "customer_creation": "if_required",
    "customer_email": _ANY,
    "excluded_payment_method_types": _ANY,
    "expand": _ANY,
    "expires_at": _ANY,
    "integration_identifier": _ANY,
    "line_items.metadata": _ANY,
    "line_items.price_data.currency": _ANY,
    "line_items.price_data.product_data.description": _ANY,
    "line_items.price_data.product_data.images": _ANY,
    "line_items.price_data.product_data.metadata": _ANY,
    "line_items.price_data.product_data.name": _ANY,
    "line_items.price_data.product_data.tax_code": _ANY,
    "line_items.price_data.product_data.unit_label": _ANY,
    "line_items.price_data.tax_behavior": _ANY,
    "line_items.price_data.unit_amount": _ANY,
    "line_items.quantity": _ANY,
    "locale": _ANY,
    "metadata": _ANY,
    "mode": "payment",
    "origin_context": "web",
    "payment_intent_data.capture_method": "automatic_async automatic",
    "payment_intent_data.description": _ANY,
    "payment_intent_data.metadata": _ANY,
    "payment_intent_data.receipt_email": _ANY,
    "payment_intent_data.shipping": _ANY,
    "payment_intent_data.statement_descriptor_suffix": _ANY,
    "payment_method_options.card.request_three_d_secure": "automatic",
    "payment_method_options.konbini.expires_after_days": _ANY,
    "payment_method_options.konbini.setup_future_usage": "none",
    "submit_type": "pay auto",
    "success_url": _ANY,
    "ui_mode": "hosted_page",
}
"""The parameters that are played, and the values where not all are. A switch turned off is always welcome."""


def check_create(params: dict[str, Any], now: int) -> None:
    """Raise the StripeError that this request to create a session deserves, if any."""
    _check_required(params)
    _check_line_items(params["line_items"])
    _check_played(params)
    _check_values(params)
    _check_expiry(params.get("expires_at"), now)
    _check_total(total(params["line_items"]))
    if not methods(params):
        raise StripeError(
            "No valid payment method types for this Checkout Session. Please ensure that you have activated"
            " payment methods compatible with your chosen currency."
        )


def total(line_items: list[dict[str, Any]]) -> int:
    """The sum in yen; prices include tax, and nothing is added to them."""
    return sum(item["price_data"]["unit_amount"] * item["quantity"] for item in line_items)


def methods(params: dict[str, Any]) -> list[str]:
    """The payment methods on offer: those played and fit for the amount, filtered as the request asks."""
    allowed = params.get("allowed_payment_method_types", METHODS)
    excluded = params.get("excluded_payment_method_types", ())
    fit_for_konbini = MIN_YEN <= total(params["line_items"]) <= MAX_YEN
    return [
        method
        for method in METHODS
        if method in allowed and method not in excluded and (method != "konbini" or fit_for_konbini)
    ]


def _check_required(params: dict[str, Any]) -> None:
    for name in ("mode", "line_items", "success_url"):
        if name not in params:
            raise StripeError(f"Missing required param: {name}.", code="parameter_missing", param=name)
    for name in ("success_url", "cancel_url"):
        url = urlsplit(params.get(name, "https://example.com"))
        if url.scheme not in ("http", "https") or not url.netloc:
            raise StripeError("Not a valid URL", code="url_invalid", param=name)


def _check_line_items(line_items: list[dict[str, Any]]) -> None:
    if not 1 <= len(line_items) <= MAX_LINE_ITEMS:
        raise StripeError(
            f"A Checkout Session takes 1 to {MAX_LINE_ITEMS} line items; you passed {len(line_items)}.",
            param="line_items",
        )
    for index, item in enumerate(line_items):
        _check_line_item(item, f"line_items[{index}]")


def _check_line_item(item: dict[str, Any], path: str) -> None:
    if "price" in item:
        raise missing("price", item["price"], f"{path}[price]", status=400)
    if "price_data" not in item:
        raise _absent(f"{path}[price_data]")
    data = item["price_data"]
    if "product" in data:
        raise missing("product", data["product"], f"{path}[price_data][product]", status=400)
    if "unit_amount_decimal" in data:
        raise not_played("fractions of a yen", f"{path}[price_data][unit_amount_decimal]")
    for name in ("product_data", "unit_amount"):
        if name not in data:
            raise _absent(f"{path}[price_data][{name}]")
    if "quantity" not in item:
        raise _absent(f"{path}[quantity]")
    _check_minimum(item["quantity"], 1, f"{path}[quantity]")
    _check_minimum(data["unit_amount"], 0, f"{path}[price_data][unit_amount]")
    if data["currency"].lower() != "jpy":
        raise not_played(f"the currency {data['currency']}, only jpy", f"{path}[price_data][currency]")
    images = data["product_data"].get("images", [])
    if len(images) > MAX_IMAGES:
        where = f"{path}[price_data][product_data][images]"
        raise StripeError(f"A product has up to {MAX_IMAGES} images; you passed {len(images)}.", param=where)


def _absent(path: str) -> StripeError:
    return StripeError(f"Missing required param: {path}.", code="parameter_missing", param=path)


def _check_minimum(value: int, least: int, path: str) -> None:
    if value < least:
        raise StripeError(
            f"This value must be greater than or equal to {least}.",
            code="parameter_invalid_integer",
            param=path,
        )


def _check_played(params: dict[str, Any]) -> None:
    for param, name, value in _leaves(params):
        if value is False:
            continue
        played = next((_PLAYED[key] for key in _PLAYED if f"{name}.".startswith(f"{key}.")), None)
        if played is None:
            raise not_played(param, param)
        if played and value not in played.split():
            raise not_played(f"{param} with the value {value}", param)


def _leaves(value: Any, param: str = "", name: str = "") -> Iterator[tuple[str, str, Any]]:
    """Each single value with its name in bracket form and in dotted form without list positions."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{param}[{key}]" if param else key, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{param}[{index}]", name)
    else:
        yield param, name, value


def _check_values(params: dict[str, Any]) -> None:
    if params.get("currency", "jpy").lower() != "jpy":
        raise not_played(f"the currency {params['currency']}, only jpy", "currency")
    email = params.get("customer_email")
    if email is not None and not is_email(email):
        raise StripeError(f"Invalid email address: {email}", code="email_invalid", param="customer_email")
    days = params.get("payment_method_options", {}).get("konbini", {}).get("expires_after_days", 1)
    if not 1 <= days <= MAX_DAYS:
        raise StripeError(
            f"Invalid expires_after_days: must be between 1 and {MAX_DAYS}.",
            code="parameter_invalid_integer",
            param="payment_method_options[konbini][expires_after_days]",
        )
    message = params.get("custom_text", {}).get("submit", {}).get("message", "")
    for param, text, most in (
        ("client_reference_id", params.get("client_reference_id", ""), MAX_REFERENCE),
        ("custom_text[submit][message]", message, MAX_CUSTOM_TEXT),
    ):
        if len(text) > most:
            raise StripeError(
                f"Invalid string: {text[:20]}...; must be at most {most} characters",
                code="parameter_invalid_string_length",
                param=param,
            )


def is_email(text: str) -> bool:
    """Whether the text has the shape of an e-mail address."""
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text) is not None


def _check_expiry(expires_at: int | None, now: int) -> None:
    if expires_at is None:
        return
    if expires_at < now + MIN_OPEN_SECONDS:
        raise StripeError(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            param="expires_at",
        )
    if expires_at > now + MAX_OPEN_SECONDS:
        raise StripeError(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )


def _check_total(yen: int) -> None:
    if 0 < yen < MIN_TOTAL:
        raise StripeError(
            f"The Checkout Session's total amount due must add up to at least ¥{MIN_TOTAL} jpy",
            code="amount_too_small",
        )
    if yen > MAX_TOTAL:
        raise StripeError(
            f"The Checkout Session's total amount due must be no more than ¥{MAX_TOTAL:,} jpy",
            code="amount_too_large",
        )
