"""The time by which Stripe's side lives: it can be moved ahead, and then stays ahead over restarts."""

from collections.abc import Callable

from .config import SandboxError
from .storage import Storage


class VirtualClock:
    """Seconds since the epoch: the configured clock plus what was added to it.

    Everything Stripe would date follows it (creation, expiry, deadlines at the convenience store, how long
    idempotency keys are kept). Webhook signatures and retries follow the real time, as the receiver does.
    """

    def __init__(self, base: Callable[[], float], storage: Storage, on_change: Callable[[], None]):
        """`on_change` is called after each move, to let come what has become due."""
        self._base = base
        self._storage = storage
        self._on_change = on_change
        with storage.transaction() as tx:
            self._ahead = float(tx.setting("clock_ahead") or 0)

    def __call__(self) -> float:
        """Now."""
        return self._base() + self._ahead

    @property
    def ahead(self) -> float:
        """How many seconds it is ahead of the configured clock."""
        return self._ahead

    def advance(self, seconds: float) -> float:
        """Move on and return the new time; what has become due has happened by then.

        SandboxError for a step back: Stripe's time never runs backwards, and stored dates would contradict it.
        """
        if seconds < 0:
            raise SandboxError("The clock can only be moved ahead.")
        with self._storage.transaction() as tx:
            self._ahead = float(tx.setting("clock_ahead") or 0) + seconds
            tx.set_setting("clock_ahead", str(self._ahead))
        self._on_change()
        return self()
