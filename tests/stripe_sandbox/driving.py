"""What a shop and its customer do to a sandbox."""

from typing import Any

import requests
import stripe
from bs4 import BeautifulSoup

from stripe_sandbox import SandboxServer

SECRET = "whsec_for_tests"
"""Signs the webhooks of the tests."""
LONG_ENOUGH = 0.3
"""Seconds in which a webhook that is due would have come."""


def client_for(sandbox: SandboxServer, key: str = "sk_test_anything") -> stripe.StripeClient:
    return stripe.StripeClient(key, base_addresses={"api": sandbox.base_url})


def checkout_params(**changes: Any) -> Any:
    """What a shop sends for two pairs of socks and the postage: ￥7,000."""
    params = {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "locale": "ja",
        "client_reference_id": "TL-0001",
        "customer_email": "hanako@example.com",
        "metadata": {"order": "TL-0001", "attempt": "1"},
        "line_items": [
            {
                "quantity": 2,
                "price_data": {
                    "currency": "jpy",
                    "unit_amount": 3300,
                    "tax_behavior": "inclusive",
                    "product_data": {"name": "足指ソックス 藍", "metadata": {"sku": "SOX-M-NV"}},
                },
            },
            {
                "quantity": 1,
                "price_data": {
                    "currency": "jpy",
                    "unit_amount": 400,
                    "tax_behavior": "inclusive",
                    "product_data": {"name": "送料"},
                },
            },
        ],
        "allowed_payment_method_types": ["card", "konbini", "paypay"],
        "adaptive_pricing": {"enabled": False},
        "submit_type": "pay",
        "custom_text": {"submit": {"message": "発送は2営業日以内です。"}},
        "payment_intent_data": {
            "description": "TL-0001",
            "metadata": {"order": "TL-0001"},
            "shipping": {
                "name": "山田 花子",
                "phone": "0312345678",
                "address": {
                    "country": "JP",
                    "postal_code": "100-0001",
                    "state": "東京都",
                    "line1": "千代田1-1",
                },
            },
        },
        "success_url": "http://127.0.0.1:9/checkout/done/?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:9/basket/",
    }
    return {name: value for name, value in (params | changes).items() if value is not None}


def line(yen: int, quantity: int = 1) -> Any:
    """One line item."""
    data = {"currency": "jpy", "unit_amount": yen, "product_data": {"name": "足指ソックス 白"}}
    return {"quantity": quantity, "price_data": data}


def choose(session: stripe.checkout.Session, method: str, **typed: str) -> requests.Response:
    """Send the pay page's form for konbini or PayPay; a redirect is not followed."""
    form = {"method": method, "konbini_name": "山田 花子", "phone": ""} | typed
    assert session.url
    return requests.post(session.url, data=form, allow_redirects=False, timeout=10)


def answer_approval(page_url: str, answer: str) -> requests.Response:
    """Press a button, "accept" or "refuse", on the page of the bank or of PayPay."""
    page = BeautifulSoup(requests.get(page_url, timeout=10).text, "html.parser")
    attempt = page.find("input", attrs={"name": "attempt"})["value"]
    form = {"attempt": attempt, "answer": answer}
    return requests.post(page_url, data=form, allow_redirects=False, timeout=10)


def pay(
    session: stripe.checkout.Session, number: str = "4242424242424242", **typed: str
) -> requests.Response:
    """Send the pay page's form; a redirect is not followed."""
    form = {"number": number, "expiry": "12 / 39", "cvc": "123", "name": "HANAKO YAMADA"} | typed
    assert session.url
    return requests.post(session.url, data=form, allow_redirects=False, timeout=10)
