"""Stripe's idempotency keys: the same request gets the same answer again, another under the key is refused.

An answer is kept in the transaction that did the work, so no crash can come between the two. What was refused
before the work began (unknown parameters, wrong types) is not kept, so it may be corrected under the same
key; an error that came out of the work itself is the answer from then on.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Self

from .errors import StripeError
from .forms import Tree
from .storage import Body, Transaction

KEPT_SECONDS = 24 * 60 * 60
"""Stripe may forget a key after a day; the sandbox always does, so that nobody comes to rely on more."""
MAX_KEY_LENGTH = 255


class Answer(NamedTuple):
    """An HTTP status and a JSON body; `replay_of` is the id of the request that first got it."""

    status: int
    body: Body
    replay_of: str | None = None


@dataclass(frozen=True)
class KeyedRequest:
    """A POST with an idempotency key: what must be the same for it to be the same request."""

    key: str
    endpoint: str
    params: str
    request_id: str

    @classmethod
    def of(cls, key: str, endpoint: str, raw: Tree, request_id: str) -> Self:
        """Build one from what came over the wire; the order of parameters does not count."""
        if len(key) > MAX_KEY_LENGTH:
            raise StripeError(
                f"Idempotency keys can have up to {MAX_KEY_LENGTH} characters.", kind="idempotency_error"
            )
        return cls(key, endpoint, json.dumps(raw, sort_keys=True), request_id)


def recall(tx: Transaction, request: KeyedRequest, now: float) -> Answer | None:
    """The kept answer; None when the key is new. StripeError when the key belongs to another request."""
    tx.execute("DELETE FROM idempotency WHERE created <= ?", (now - KEPT_SECONDS,))
    row = tx.execute(
        "SELECT endpoint, params, request_id, status, body FROM idempotency WHERE key = ?", (request.key,)
    ).fetchone()
    if row is None:
        return None
    endpoint, params, request_id, status, body = row
    if endpoint != request.endpoint:
        raise _misused(request.key, "for the same endpoint they were first used for")
    if params != request.params:
        raise _misused(request.key, "with the same parameters they were first used with")
    return Answer(status, json.loads(body), replay_of=request_id)


def keep(tx: Transaction, request: KeyedRequest, answer: Answer, now: float) -> None:
    """Remember the answer for the next time this request comes."""
    tx.execute(
        "INSERT INTO idempotency (key, endpoint, params, request_id, status, body, created)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            request.key,
            request.endpoint,
            request.params,
            request.request_id,
            answer.status,
            json.dumps(answer.body),
            now,
        ),
    )


class KeysInUse:
    """The keys whose requests are being worked on in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """Own the key for a while; StripeError 409 when another request owns it."""
        with self._lock:
            if key in self._keys:
                raise StripeError(
                    "There is currently another in-progress request using this Idempotent Key (that probably"
                    " means you submitted twice, and the other request is still going through):"
                    f" {key}. Please try again later.",
                    status=409,
                    code="idempotency_key_in_use",
                )
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)


def _misused(key: str, how: str) -> StripeError:
    return StripeError(
        f"Keys for idempotent requests can only be used {how}. Try using a key other than '{key}' if you"
        " meant to execute a different request.",
        kind="idempotency_error",
    )
