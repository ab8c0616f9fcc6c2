"""Fault knobs for webhooks: lost, sent several times, late, in another order."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase

from .config import SandboxError

CHAOS_COPIES, CHAOS_SECONDS, CHAOS_WINDOW = 2, 0.3, 0.3


@dataclass(frozen=True)
class Plan:
    """What becomes of one webhook: never sent, or sent after `seconds`, and `copies` times more."""

    lost: bool = False
    copies: int = 0
    seconds: float = 0.0


@dataclass
class _Knob:
    event_type: str
    plan: Plan
    times: int | None


class WebhookFaults:
    """The knobs. Event types take `*`: `checkout.session.*`. `times=None` keeps a knob on until `clear`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._knobs: list[_Knob] = []
        self._chaos: tuple[int, float] | None = None
        self._order: tuple[int, float] | None = None
        self._held_since: float | None = None
        self._seen: Counter[str] = Counter()

    def lose(self, event_type: str = "*", times: int | None = 1) -> None:
        """Never send it. The event itself is there, and listed as undelivered."""
        self._add(event_type, Plan(lost=True), times)

    def duplicate(self, event_type: str = "*", copies: int = 1, times: int | None = 1) -> None:
        """Send it so many times more, one after the other."""
        self._add(event_type, Plan(copies=copies), times)

    def delay(self, seconds: float, event_type: str = "*", times: int | None = 1) -> None:
        """Send it so many real seconds late; webhooks behind it overtake it."""
        self._add(event_type, Plan(seconds=seconds), times)

    def reorder(self, seed: int, window: float = 0.5) -> None:
        """Collect webhooks for `window` real seconds, then send them in an order that the seed decides.

        What is sent while the sandbox was paused is one collection: the same seed and the same number of
        events give the same permutation.
        """
        with self._lock:
            self._order = (seed, window)
            self._held_since = None

    def chaos(self, seed: int, probability: float) -> None:
        """Let each webhook go wrong with this probability, and shuffle all of them; 0 ends it."""
        if not 0 <= probability <= 1:
            raise SandboxError("A probability is between 0 and 1.")
        with self._lock:
            self._chaos = (seed, probability) if probability else None
            self._order = (seed, CHAOS_WINDOW) if probability else None
            self._held_since = None
            self._seen.clear()

    def clear(self) -> None:
        """Turn everything off. Webhooks that were lost stay lost."""
        with self._lock:
            self._knobs.clear()
            self._chaos = self._order = self._held_since = None
            self._seen.clear()

    def waiting(self) -> list[tuple[str, Plan]]:
        """The knobs that are still turned on, chaos and reordering aside."""
        with self._lock:
            return [(knob.event_type, knob.plan) for knob in self._knobs]

    def plan(self, event_type: str) -> Plan:
        """What becomes of this webhook; a knob is used up by it."""
        with self._lock:
            for knob in self._knobs:
                if fnmatchcase(event_type, knob.event_type):
                    self._use(knob)
                    return knob.plan
            return self._chaotic(event_type)

    def arrange(self, due: list[str]) -> list[str]:
        """The webhooks to send now, in which order; nothing while a collection is still being made."""
        with self._lock:
            if self._order is None or not due:
                return due
            seed, window = self._order
            now = time.monotonic()
            self._held_since = self._held_since or now
            if now - self._held_since < window:
                return []
            self._held_since = None
            shuffled = list(due)
            random.Random(seed).shuffle(shuffled)  # noqa: S311 - repeatable on purpose
            return shuffled

    def _add(self, event_type: str, plan: Plan, times: int | None) -> None:
        with self._lock:
            self._knobs.append(_Knob(event_type, plan, times))

    def _use(self, knob: _Knob) -> None:
        if knob.times is not None:
            knob.times -= 1
            if knob.times <= 0:
                self._knobs.remove(knob)

    def _chaotic(self, event_type: str) -> Plan:
        if self._chaos is None:
            return Plan()
        seed, probability = self._chaos
        self._seen[event_type] += 1
        dice = random.Random(f"{seed} {event_type} {self._seen[event_type]}")  # noqa: S311
        if dice.random() >= probability:
            return Plan()
        return dice.choice((Plan(lost=True), Plan(copies=CHAOS_COPIES), Plan(seconds=CHAOS_SECONDS)))
