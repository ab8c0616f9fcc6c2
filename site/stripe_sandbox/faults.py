"""Fault knobs: what goes wrong between the shop and Stripe, for which requests, how many times.

    server.faults.fail_after_commit("POST /v1/checkout/sessions", how="reset")
    server.faults.rate_limit("POST /v1/refunds", times=3)
    server.faults.webhooks.duplicate("checkout.session.completed", copies=2)
    server.faults.chaos(seed=7, probability=0.2)

A route is a method and a path, with `*` for any text: `GET /v1/checkout/sessions/*`, `POST /c/pay/*`. Without a
count a knob turns once and is used up; `times=None` keeps it until `clear`. Several knobs may meet in one
request, but each kind only once. Nothing here survives a restart.
"""

import random
import re
import threading
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from .config import SandboxError
from .errors import StripeError
from .webhook_faults import WebhookFaults


class Trouble(StrEnum):
    """What can go wrong with one request."""

    DELAY_BEFORE = "delay_before"
    DELAY_AFTER = "delay_after"
    RATE_LIMIT = "rate_limit"
    RESET = "reset"
    FAIL_BEFORE_COMMIT = "fail_before_commit"
    KEPT_FAILURE = "kept_failure"
    FAIL_AFTER_COMMIT = "fail_after_commit"
    TIMEOUT_AFTER_COMMIT = "timeout_after_commit"
    RESET_AFTER_COMMIT = "reset_after_commit"
    DELIVER_BEFORE_ANSWER = "deliver_before_answer"
    PAY_BEFORE_ANSWER = "pay_before_answer"


CHAOS = (
    Trouble.DELAY_BEFORE,
    Trouble.DELAY_AFTER,
    Trouble.RATE_LIMIT,
    Trouble.RESET,
    Trouble.FAIL_BEFORE_COMMIT,
    Trouble.FAIL_AFTER_COMMIT,
    Trouble.RESET_AFTER_COMMIT,
    Trouble.DELIVER_BEFORE_ANSWER,
)
CHAOS_SECONDS = 0.05
_ID = re.compile(r"/[a-z]+_(test_)?[A-Za-z0-9]{14,}")


KEPT_FAILURE = "stripe_sandbox.kept_failure"
"""The key in a request's environment that asks the API to fail in the middle of its work."""


def broken() -> StripeError:
    """Stripe has failed, and does not say why."""
    message = "An error occurred while processing your request. (The Stripe sandbox was told to fail here.)"
    return StripeError(message, status=500, kind="api_error")


def limited() -> StripeError:
    """Too many requests."""
    message = "Request rate limit exceeded. (The Stripe sandbox was told to say so.)"
    return StripeError(message, status=429, code="rate_limit")


@dataclass
class Fault:
    """A knob that is turned on. `times` None means until it is cleared; `skip` requests pass unharmed first."""

    trouble: Trouble
    route: str
    times: int | None = 1
    seconds: float = 0.0
    skip: int = 0


class Faults:
    """The knobs of one sandbox. Safe to turn while requests run."""

    def __init__(self) -> None:
        self.webhooks = WebhookFaults()
        self.fired: list[tuple[str, str]] = []
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._chaos: tuple[int, float] | None = None
        self._seen: Counter[str] = Counter()

    def delay_before(self, route: str, seconds: float, times: int | None = 1, skip: int = 0) -> None:
        """Begin the work late."""
        self._add(Fault(Trouble.DELAY_BEFORE, route, times, seconds, skip))

    def delay_after(self, route: str, seconds: float, times: int | None = 1, skip: int = 0) -> None:
        """Do the work, answer late."""
        self._add(Fault(Trouble.DELAY_AFTER, route, times, seconds, skip))

    def fail_before_commit(
        self,
        route: str,
        times: int | None = 1,
        skip: int = 0,
        *,
        kept: bool = False,
    ) -> None:
        """Answer 500 with nothing done.

        `kept`: the failure came out of the work, so Stripe keeps it as the answer to its idempotency key, and
        the same key gets the same 500 for a day. Otherwise it came before the work, and trying again helps.
        """
        trouble = Trouble.KEPT_FAILURE if kept else Trouble.FAIL_BEFORE_COMMIT
        self._add(Fault(trouble, route, times, skip=skip))

    def fail_after_commit(
        self,
        route: str,
        times: int | None = 1,
        skip: int = 0,
        *,
        how: str = "500",
        seconds: float = 30.0,
    ) -> None:
        """Do the work and lose the answer on its way. The true answer is kept under the idempotency key.

        `how` is "500"; "reset", a connection that breaks off; or "timeout", silence for `seconds`, then a
        connection that breaks off.
        """
        troubles = {
            "500": Trouble.FAIL_AFTER_COMMIT,
            "reset": Trouble.RESET_AFTER_COMMIT,
            "timeout": Trouble.TIMEOUT_AFTER_COMMIT,
        }
        if how not in troubles:
            raise SandboxError(f"fail_after_commit knows {', '.join(troubles)}, not {how}.")
        self._add(Fault(troubles[how], route, times, seconds, skip))

    def rate_limit(self, route: str, times: int | None = 1, skip: int = 0) -> None:
        """Answer 429 with nothing done."""
        self._add(Fault(Trouble.RATE_LIMIT, route, times, skip=skip))

    def reset(self, route: str, times: int | None = 1, skip: int = 0) -> None:
        """Break the connection off with nothing done."""
        self._add(Fault(Trouble.RESET, route, times, skip=skip))

    def deliver_before_answer(self, route: str, times: int | None = 1, skip: int = 0) -> None:
        """Send the webhooks that a request causes, and hear the shop's answers, before answering the request."""
        self._add(Fault(Trouble.DELIVER_BEFORE_ANSWER, route, times, skip=skip))

    def pay_before_answer(self, times: int | None = 1, skip: int = 0) -> None:
        """Let a new session be paid by card, and its webhooks be delivered, before the shop learns its id."""
        self._add(Fault(Trouble.PAY_BEFORE_ANSWER, "POST /v1/checkout/sessions", times, skip=skip))

    def chaos(self, seed: int, probability: float) -> None:
        """Let each API request and each webhook go wrong with this probability; 0 ends it.

        What happens to the n-th request of a route depends on the seed and n alone, so a run can be repeated
        however its threads interleave.
        """
        if not 0 <= probability <= 1:
            raise SandboxError("A probability is between 0 and 1.")
        with self._lock:
            self._chaos = (seed, probability) if probability else None
            self._seen.clear()
        self.webhooks.chaos(seed, probability)

    def clear(self) -> None:
        """Turn everything off and forget what fired."""
        with self._lock:
            self._faults.clear()
            self._chaos = None
            self._seen.clear()
            self.fired.clear()
        self.webhooks.clear()

    def waiting(self) -> list[Fault]:
        """The knobs that are still turned on, chaos aside."""
        with self._lock:
            return list(self._faults)

    def take(self, method: str, path: str) -> dict[Trouble, Fault]:
        """What goes wrong with this request; knobs are used up by it."""
        line = f"{method} {path}"
        with self._lock:
            taken: dict[Trouble, Fault] = {}
            for fault in self._faults:
                if fault.trouble not in taken and fnmatchcase(line, fault.route) and not self._skipped(fault):
                    taken[fault.trouble] = fault
            for fault in taken.values():
                self._use(fault)
            if self._chaos and path.startswith("/v1/"):
                taken |= self._chaotic(*self._chaos, _ID.sub("/*", line))
            self.fired += [(trouble.value, _ID.sub("/*", line)) for trouble in taken]
        return taken

    def _add(self, fault: Fault) -> None:
        if not re.fullmatch(r"(\*|[A-Z]+) ?[/*].*", fault.route):
            raise SandboxError(f"A route is a method and a path, not {fault.route!r}.")
        with self._lock:
            self._faults.append(fault)

    def _skipped(self, fault: Fault) -> bool:
        if fault.skip:
            fault.skip -= 1
            return True
        return False

    def _use(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)

    def _chaotic(self, seed: int, probability: float, line: str) -> dict[Trouble, Fault]:
        self._seen[line] += 1
        dice = random.Random(f"{seed} {line} {self._seen[line]}")  # noqa: S311 - repeatable on purpose
        if dice.random() >= probability:
            return {}
        trouble = dice.choice(CHAOS)
        return {trouble: Fault(trouble, line, seconds=CHAOS_SECONDS)}
