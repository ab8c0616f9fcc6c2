"""Stripe's side in tests: a sandbox server, and its events handed to the webhook with a genuine signature."""

import json
import time
from typing import Any

import stripe
from django.test import Client

from stripe_sandbox import SandboxServer

SECRET = "whsec_tests"


def sign(body: str, *, secret: str = SECRET, at: float | None = None) -> str:
    """Return Stripe's signature header for `body`."""
    return stripe.WebhookSignature.generate_signature_header(body, secret, int(at or time.time()))


def deliver(event: dict[str, Any], *, signature: str | None = None) -> Any:
    """Send one event to the shop's webhook, as Stripe would."""
    body = json.dumps(event)
    return Client().post(
        "/stripe/webhook/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": sign(body) if signature is None else signature},
    )


def deliver_all(
    sandbox: SandboxServer, kind: str | None = "checkout.session.completed"
) -> list[dict[str, Any]]:
    """Send every event of one type and return them."""
    events = sandbox.events(kind)
    for event in events:
        assert deliver(event).status_code == 200
    return events
