"""What a sandbox is started with, and what it refuses to be started with."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

API_VERSION = "2026-10-28.endive"
"""The one version of Stripe's API that is spoken here: the one the installed client library pins."""

LIVE_PREFIXES = ("sk_live_", "rk_live_", "pk_live_")
TEST_PREFIXES = ("sk_test_", "rk_test_")

RETRY_DELAYS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
"""Seconds between the tries of one webhook; after the last of them Stripe's counterpart gives up too."""

ENABLED_EVENTS = ("checkout.session.*", "refund.*", "charge.refunded", "charge.dispute.*")
"""What a shop that sells, refunds and answers disputes subscribes to."""


class SandboxError(Exception):
    """The sandbox cannot do what its operator asked: a message for a person, not an API answer."""


@dataclass
class SandboxConfig:
    """Everything a sandbox needs to know.

    `path` is its SQLite file (made when absent, kept over restarts). `port` 0 takes a free one. `webhook_url`
    may be changed while the server runs: events go to the address of the moment they are sent; while it is
    None, events are recorded but none is queued. `enabled_events` are names with `*` allowed, as on a webhook
    endpoint at Stripe. `clock` gives seconds since the epoch and dates everything Stripe would date (creation
    and expiry); webhook signatures and retries follow the real time, as the receiver's check does.

    `konbini_grace` is for how many seconds after its deadline a payment slip can still be paid: the stores
    report late. `control` opens the page for people at `/` and the HTTP controls under `/_control/`; it is
    off unless asked for, because whoever reaches them decides who has paid.
    """

    path: Path
    host: str = "127.0.0.1"
    port: int = 0
    webhook_url: str | None = None
    webhook_secret: str = "whsec_sandbox"  # noqa: S105 - a sandbox's own, public on purpose
    secret_key: str = "sk_test_sandbox"  # noqa: S105
    shop_name: str = "サンドボックスのお店"
    enabled_events: tuple[str, ...] = ENABLED_EVENTS
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    delivery_timeout: float = 10.0
    konbini_grace: float = 0.0
    control: bool = False
    clock: Callable[[], float] = time.time

    def check(self) -> None:
        """Raise SandboxError when these settings could touch real money or could not be trusted."""
        if self.secret_key.startswith(LIVE_PREFIXES):
            raise SandboxError("The Stripe sandbox refuses live keys. Use one that begins with sk_test_.")
        if not self.secret_key.startswith(TEST_PREFIXES):
            raise SandboxError("The sandbox's secret key must begin with sk_test_ or rk_test_.")
        if not self.webhook_secret.strip():
            raise SandboxError("The webhook secret is empty: nobody could verify the sandbox's webhooks.")
