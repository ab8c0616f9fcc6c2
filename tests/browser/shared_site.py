"""One running `quickstart` for the browser tests of all test processes.

It starts in the background when the first process begins to test, so that it costs no waiting: by the time a browser
test is reached, it answers. Whoever starts pytest (not one of its test processes) stops it.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests import migrated
from tests.browser.people import MAKE_STAFF
from tests.browser.quickstart_site import ROOT, QuickstartSite


def chromium_path() -> str | None:
    """The system's Chromium or Chrome, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


def launch(run_dir: Path) -> None:
    """Start the site of this test run unless another process already did; return at once."""
    with _alone(run_dir):
        if not _note(run_dir).exists():
            site = QuickstartSite(run_dir / "quickstart")
            if connection.vendor == "sqlite":
                migrated.copy(run_dir, site.data_dir / "toelab.sqlite3")
            site.launch()
            _note(run_dir).write_text(json.dumps(site.as_note()))


def join(run_dir: Path) -> QuickstartSite:
    """The running site of this test run, with one writer and one publisher on its staff."""
    launch(run_dir)
    site = QuickstartSite.from_note(json.loads(_note(run_dir).read_text()))
    with _alone(run_dir):
        site.wait_until_it_answers()
        staff = run_dir / "staff"
        if not staff.exists():
            subprocess.run(
                [sys.executable, "manage.py", "shell", "-c", MAKE_STAFF],
                cwd=ROOT,
                env={**os.environ, **site.environment},
                check=True,
                capture_output=True,
            )
            staff.touch()
    return site


def stop(run_dir: Path) -> None:
    """Stop the site of this test run, if there is one."""
    if _note(run_dir).exists():
        QuickstartSite.from_note(json.loads(_note(run_dir).read_text())).stop()


def _note(run_dir: Path) -> Path:
    return run_dir / "site.json"


@contextmanager
def _alone(run_dir: Path) -> Iterator[None]:
    with (run_dir / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
