"""A shop with a Stripe of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stripe

from shop.payments.client import _client
from stripe_sandbox import SandboxConfig, SandboxServer
from tests.shop.factories import open_shop
from tests.shop.flushing import let_flush_pass_triggers
from tests.shop.stripe_side import SECRET
from tests.shop.walking import Shopper

let_flush_pass_triggers()


@pytest.fixture
def sandbox(tmp_path: Path, settings: Any) -> Iterator[SandboxServer]:
    """A fresh Stripe for one test, and a shop that talks to it."""
    server = SandboxServer(SandboxConfig(path=tmp_path / "stripe.sqlite3", webhook_secret=SECRET))
    server.start()
    settings.STRIPE_API_BASE = server.base_url
    yield server
    server.stop()
    _client.cache_clear()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop that asks an ailing Stripe as often as always, but hardly waits between two tries. Not for people who press
    at the same moment: Stripe tells all but one of them to wait.
    """
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.01)


@pytest.fixture
def shop(db: None, sandbox: SandboxServer) -> SandboxServer:
    """An open shop: legal texts, shipping, and a Stripe."""
    open_shop()
    return sandbox


@pytest.fixture
def shopper(shop: SandboxServer) -> Shopper:
    return Shopper()
