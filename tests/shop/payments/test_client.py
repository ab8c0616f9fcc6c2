from typing import Any

import pytest
import stripe
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from shop.payments.checks import check_stripe_settings
from shop.payments.client import OpenTransactionError, stripe_client


@pytest.mark.django_db
def test_stripe_is_never_called_inside_a_transaction(sandbox: object) -> None:
    with pytest.raises(OpenTransactionError), transaction.atomic():
        stripe_client().v1.checkout.sessions.list()

    assert stripe_client().v1.checkout.sessions.list().data == []


@pytest.mark.parametrize("key", ["sk_live_x", "rk_live_x"])
def test_f28_a_live_key_goes_to_stripe_only(settings: Any, key: str) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = key, "http://127.0.0.1:1"

    with pytest.raises(ImproperlyConfigured, match="live"):
        stripe_client()
    assert [e.id for e in check_stripe_settings()] == ["shop.E001"]

    settings.STRIPE_API_BASE = "https://api.stripe.com"
    assert stripe_client() is not None
    assert check_stripe_settings() == []


def test_without_a_key_there_is_no_client(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""

    with pytest.raises(ImproperlyConfigured, match="STRIPE_SECRET_KEY is empty"):
        stripe_client()


def test_a_key_without_a_webhook_secret_stops_the_start(settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []

    assert [e.id for e in check_stripe_settings()] == ["shop.E002"]


def test_nothing_about_the_machine_is_told_to_stripe() -> None:
    assert stripe.enable_telemetry is False
