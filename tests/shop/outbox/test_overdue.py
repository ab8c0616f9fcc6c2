"""Which promises are undone for too long: counted from the time they were for, not from the last failure."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from shop.outbox import sending
from shop.outbox.models import Outbox
from shop.outbox.overdue import PATIENCE, is_failing, overdue
from shop.outbox.sending import deliver_due, handles, put

pytestmark = pytest.mark.django_db

SOON = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the kind "broken" ever succeeds; a "note" always does."""

    def refuse(row: Outbox) -> None:
        raise OSError("SMTP refuses")

    monkeypatch.setattr(sending, "_handlers", {})
    monkeypatch.setattr(sending, "_watchers", [])
    handles("broken", refuse)
    handles("note", lambda row: None)


def overdue_keys(after: timedelta) -> list[str]:
    with time_machine.travel(timezone.now() + after):
        return [row.key for row in overdue()]


def test_what_nobody_carried_out_is_overdue_after_six_hours() -> None:
    put("k1", "note", {})

    assert overdue_keys(PATIENCE - SOON) == []
    assert overdue_keys(PATIENCE + SOON) == ["k1"]


def test_what_was_done_is_never_overdue() -> None:
    put("k1", "note", {})
    deliver_due()

    assert overdue_keys(timedelta(days=9)) == []


def test_a_failure_that_puts_the_next_try_off_does_not_put_this_off() -> None:
    put("bad", "broken", {})
    now = timezone.now()
    for hours in (0, 1, 2, 3, 4, 5, 6.1):
        with time_machine.travel(now + timedelta(hours=hours)):
            deliver_due()

    row = Outbox.objects.get()
    assert row.due_at > now + PATIENCE + SOON
    assert overdue_keys(timedelta(hours=6.2)) == ["bad"]


def test_what_is_promised_for_later_is_overdue_six_hours_after_that() -> None:
    ahead = timedelta(days=2)
    put("reminder", "broken", {}, due_at=timezone.now() + ahead)

    assert overdue_keys(ahead - SOON) == []
    with time_machine.travel(timezone.now() + ahead + SOON):
        # One refusal in time is no reason to call anybody.
        deliver_due()
    assert Outbox.objects.get().tries == 1
    assert overdue_keys(ahead + SOON) == []
    assert overdue_keys(ahead + PATIENCE + SOON) == ["reminder"]


def test_a_reminder_from_before_rows_kept_their_time_waits_in_peace() -> None:
    put("reminder", "note", {}, due_at=timezone.now() + timedelta(days=2))
    Outbox.objects.update(payload={})

    assert overdue_keys(timedelta(days=1)) == []


def test_a_row_that_makes_way_for_others_again_and_again_does_not_hide() -> None:
    put("late", "note", {})
    now = timezone.now()
    Outbox.objects.update(created_at=now - PATIENCE - SOON, due_at=now + SOON)

    assert [row.key for row in overdue()] == ["late"]


def test_a_row_fails_once_it_was_tried_in_vain_a_second_time() -> None:
    put("bad", "broken", {})
    for failing in (False, True):
        assert not is_failing(Outbox.objects.get())
        Outbox.objects.update(due_at=timezone.now())
        deliver_due()
        assert is_failing(Outbox.objects.get()) == failing


def test_a_row_whose_workers_die_on_it_fails_too_though_it_has_no_error() -> None:
    put("killer", "note", {})
    Outbox.take()
    assert not is_failing(Outbox.objects.get())

    Outbox.objects.update(due_at=timezone.now())
    Outbox.take()

    assert is_failing(Outbox.objects.get())
