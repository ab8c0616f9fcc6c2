"""A background thread that does one small thing again and again."""

import logging
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Ticker:
    """Calls `action` every `interval` seconds, and at once when woken. One failure does not end it."""

    def __init__(self, name: str, interval: float, action: Callable[[], None]):
        self._interval = interval
        self._action = action
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Do it now instead of at the next tick."""
        self._wake.set()

    def stop(self) -> None:
        """End after the action that is running; waits for it."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._action()
            except Exception:  # whatever it was, the next tick may succeed
                logger.exception("%s failed; it goes on", self._thread.name)
            self._wake.wait(self._interval)
            self._wake.clear()
