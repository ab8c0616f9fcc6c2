"""Stripe's answers as they were at each moment of a story, so that they can be given again, also too late.

Settling asks Stripe first and locks the order after that. Between the two, somebody else may settle something newer;
so an answer can be old when it is applied. Whoever plays every order of events has to play that too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from shop.payments import inbox
from shop.payments.client import CarefulHttpClient
from shop.payments.models import StripeInbox

NOW = -1


@contextmanager
def undone() -> Iterator[None]:
    """Take back everything that the block does to the database.

    A bare savepoint: `atomic` would be the open transaction in which the shop refuses to call Stripe.
    """
    point = transaction.savepoint_create()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@dataclass
class Memory:
    """What Stripe said to each question, by moment. `moments` names the moment at which each event was news."""

    patch: pytest.MonkeyPatch
    moments: dict[str, int] = field(default_factory=dict)
    always: int | None = None
    _moment: int = NOW
    _recording: bool = False
    _answers: dict[tuple[int, str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked: Callable[..., Any] = CarefulHttpClient.request
        deal: Callable[..., Any] = inbox._deal_with

        def request(client: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            if self._moment == NOW:
                return asked(client, method, url, *args, **kwargs)
            key = (self._moment, method, url)
            if self._recording:
                self._answers[key] = asked(client, method, url, *args, **kwargs)
            return self._answers[key]

        def deal_with(row: StripeInbox) -> str:
            if not self._recording:
                self._moment = (
                    self.moments[row.event_id.partition("+")[0]] if self.always is None else self.always
                )
            return deal(row)

        self.patch.setattr(CarefulHttpClient, "request", request)
        self.patch.setattr(inbox, "_deal_with", deal_with)

    @contextmanager
    def recording(self, moment: int) -> Iterator[None]:
        """Ask the real sandbox inside the block, and remember its answers as those of `moment`."""
        self._moment, self._recording = moment, True
        try:
            with undone():
                yield
        finally:
            self._moment, self._recording = NOW, False
