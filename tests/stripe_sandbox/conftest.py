"""A running sandbox, the real client library pointed at it, and a shop that receives webhooks."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stripe

from stripe_sandbox import SandboxConfig, SandboxServer, server
from tests.stripe_sandbox.driving import SECRET, checkout_params, client_for
from tests.stripe_sandbox.receiver import Receiver


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox that looks ten times as often at what is due, so that nobody waits long to see nothing come."""
    monkeypatch.setattr(server, "TICK", 0.05)


class Clock:
    """The real time, and what a test adds to it; or one moment at which it stands still."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.moment: float | None = None

    def __call__(self) -> float:
        return time.time() + self.ahead if self.moment is None else self.moment

    def stand_at(self, moment: float) -> None:
        self.moment = moment

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
    running = SandboxServer(config)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def client(sandbox: SandboxServer) -> stripe.StripeClient:
    return client_for(sandbox)


@pytest.fixture
def checkout(client: stripe.StripeClient) -> Callable[..., stripe.checkout.Session]:
    """Make a session through the API, as a shop does; keyword arguments replace single parameters."""

    def make(**changes: Any) -> stripe.checkout.Session:
        return client.v1.checkout.sessions.create(checkout_params(**changes))

    return make


@pytest.fixture
def state_of(client: stripe.StripeClient) -> Callable[[Any], stripe.checkout.Session]:
    """A session as the API shows it now, with its PaymentIntent and its charge in it."""

    def read(session: Any) -> stripe.checkout.Session:
        session_id = session if isinstance(session, str) else session["id"]
        return client.v1.checkout.sessions.retrieve(
            session_id, {"expand": ["payment_intent.latest_charge.refunds"]}
        )

    return read
