"""What the API, the pages and the background threads share: the storage, the clock and the way to work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from . import balance, konbini, refunds, sessions
from .clock import VirtualClock
from .config import SandboxConfig
from .idempotency import KeysInUse
from .storage import Storage
from .work import Work


class Engine:
    """Opens units of work. `on_events` is called after each one, when there may be webhooks to send."""

    def __init__(self, config: SandboxConfig, storage: Storage, base_url: str, on_events: Callable[[], None]):
        self.config = config
        self.storage = storage
        self.base_url = base_url
        self.keys_in_use = KeysInUse()
        self._on_events = on_events
        self.clock = VirtualClock(config.clock, storage, self.expire_due)

    @contextmanager
    def work(self, request_id: str | None = None, idempotency_key: str | None = None) -> Iterator[Work]:
        """One transaction. What has become due happens before it begins, and stays so if it fails."""
        self.expire_due()
        with self._open(request_id, idempotency_key) as work:
            yield work
        self._on_events()

    def expire_due(self) -> None:
        """Let come what time brings: sessions that run out, slips that lapse, refunds nobody claimed."""
        with self._open() as work:
            balance.release_due(work)
            happened = sessions.expire_due(work) + konbini.lapse_due(work) + refunds.expire_due(work)
        if happened:
            self._on_events()

    @contextmanager
    def _open(self, request_id: str | None = None, idempotency_key: str | None = None) -> Iterator[Work]:
        with self.storage.transaction() as tx:
            now = int(self.clock())
            yield Work(tx, self.config, self.base_url, now, request_id, idempotency_key)
