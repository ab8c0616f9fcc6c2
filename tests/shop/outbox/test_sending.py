from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from shop.outbox import sending, work
from shop.outbox.models import Outbox
from shop.outbox.sending import after_delivery, deliver_due, handles, put
from shop.outbox.work import LEASE, wait_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Keys of the rows whose handler ran."""
    keys: list[str] = []
    monkeypatch.setattr(sending, "_handlers", {})
    handles("note", lambda row: keys.append(row.key))
    return keys


def test_a_promise_is_carried_out_once(sent: list[str]) -> None:
    for _ in range(3):
        put("k1", "note", {})
        deliver_due()

    assert sent == ["k1"]
    assert Outbox.objects.get().done_at is not None


@pytest.mark.parametrize(("seconds", "tried"), [(1, 5), (15, 2)])
def test_failures_that_take_long_leave_the_rest_for_the_next_delivery(
    sent: list[str], monkeypatch: pytest.MonkeyPatch, seconds: int, tried: int
) -> None:
    now = 0.0

    def hang(row: Outbox) -> None:
        nonlocal now
        now += seconds
        raise TimeoutError("the mail server says nothing")

    monkeypatch.setattr(work, "monotonic", lambda: now)
    handles("hanging", hang)
    for n in range(5):
        put(f"hangs-{n}", "hanging", {})
    put("note", "note", {})

    deliver_due()

    assert Outbox.objects.filter(tries=1, kind="hanging").count() == tried
    assert sent == ([] if tried < 5 else ["note"])
    for _ in range(2):
        deliver_due()
    assert sent == ["note"]


def test_a_failure_waits_longer_each_time_and_holds_up_nobody(sent: list[str]) -> None:
    def broken(row: Outbox) -> None:
        raise OSError("SMTP refuses")

    handles("broken", broken)
    put("bad", "broken", {})
    put("good", "note", {})

    assert deliver_due() == 1

    row = Outbox.objects.get(key="bad")
    assert sent == ["good"]
    assert (row.tries, row.done_at, row.error) == (1, None, "OSError: SMTP refuses")
    assert timezone.now() < row.due_at <= timezone.now() + wait_after(1)
    assert deliver_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        deliver_due()
    row.refresh_from_db()
    assert row.tries == 2


def test_a_kind_nobody_handles_stays_and_says_so(sent: list[str]) -> None:
    put("k1", "unheard-of", {})

    deliver_due()

    row = Outbox.objects.get()
    assert (row.done_at, row.error) == (None, "KeyError: 'unheard-of'")


def test_a_worker_that_died_only_delays(sent: list[str]) -> None:
    put("k1", "note", {})
    assert Outbox.take() is not None

    assert deliver_due() == 0
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        assert deliver_due() == 1
    assert sent == ["k1"]


def test_waits_grow_and_end_at_six_hours() -> None:
    waits = [wait_after(n) for n in range(1, 50)]

    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


def test_whoever_watches_looks_after_each_delivery_and_cannot_stop_it(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over() -> None:
        raise OSError("the watcher is asleep")

    seen: list[list[str]] = []
    monkeypatch.setattr(sending, "_watchers", [])
    after_delivery(fall_over)
    watch = partial(seen.append, sent)
    for _ in range(2):
        after_delivery(watch)
    put("k1", "note", {})

    assert deliver_due() == 1
    assert seen == [["k1"]]
