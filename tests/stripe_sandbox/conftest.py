"""A running sandbox, the real client library pointed at it, and a shop that receives webhooks."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stripe

from stripe_sandbox import SandboxConfig, SandboxServer
from tests.stripe_sandbox.driving import SECRET, checkout_params, client_for
from tests.stripe_sandbox.receiver import Receiver


class Clock:
    """The real time, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(SECRET)
    yield receiver
    receiver.close()


@pytest.fixture
def config(tmp_path: Path, clock: Clock) -> SandboxConfig:
    return SandboxConfig(
        path=tmp_path / "stripe.sqlite3",
        webhook_secret=SECRET,
        shop_name="足指のお店",
        retry_delays=(0.1, 0.1, 0.1),
        clock=clock,
    )


@pytest.fixture
def sandbox(config: SandboxConfig) -> Iterator[SandboxServer]:
    server = SandboxServer(config)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def client(sandbox: SandboxServer) -> stripe.StripeClient:
    return client_for(sandbox)


@pytest.fixture
def checkout(client: stripe.StripeClient) -> Callable[..., stripe.checkout.Session]:
    """Make a session through the API, as a shop does; keyword arguments replace single parameters."""

    def make(**changes: Any) -> stripe.checkout.Session:
        return client.v1.checkout.sessions.create(checkout_params(**changes))

    return make
