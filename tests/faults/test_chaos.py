"""Everything goes wrong at once, in short. `make chaos SEED=1 BUYERS=1000` is the long one."""

from pathlib import Path

import pytest

from stripe_sandbox import SandboxServer
from tests.faults.chaos import play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_twenty_buyers_in_chaos_leave_books_that_agree_with_each_other_and_with_stripe(
    sandbox: SandboxServer, tmp_path: Path
) -> None:
    # A buyer takes a second or two: the first server dies while the first of them are at it.
    chaos = play(7, 20, tmp_path, sandbox, every=1)

    print("\n".join(chaos.lines))  # noqa: T201 -- shown when it fails
    assert chaos.broken == []
    assert sum(chaos.ends.values()) == 20
    assert chaos.deaths
    assert chaos.faults
