"""The walls between the rooms, as contracts in pyproject.toml, stand."""

import subprocess
import sys
from pathlib import Path


def test_no_room_imports_what_it_may_not_know() -> None:
    # In a process of its own: it builds a graph of all modules, and other tests' imports are none of its business.
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout
    assert "0 broken" in linted.stdout
