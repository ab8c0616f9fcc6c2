"""One migrated SQLite database for all processes of a test run: each copies it instead of migrating anew.

More than 200 migrations take ten seconds of a core. They begin when pytest begins, while it still collects.
PostgreSQL migrates in each process: there the whole suite is CI's, which has the time.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS = 300


def begin(run_dir: Path) -> None:
    """Start to migrate the template of this test run; return at once."""
    command = "import sys; from tests.migrated import migrate; migrate(sys.argv[1])"
    with (run_dir / "migrating.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", command, str(run_dir)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    # Its end is told by the file it leaves; nobody waits for its handle.
    process.returncode = 0


def migrate(run_dir: str) -> None:
    """Make the template, in a process of its own. The name that others look for appears when it is whole."""
    unfinished, finished = Path(run_dir) / "unfinished.sqlite3", Path(run_dir) / "migrated.sqlite3"
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{unfinished}",
        "DJANGO_SETTINGS_MODULE": "toelab.settings.test",
    }
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    unfinished.rename(finished)


def copy(run_dir: Path, target: Path) -> None:
    """Put a migrated, empty database at `target`. Fails with the words of the migration if that failed."""
    template, log = run_dir / "migrated.sqlite3", run_dir / "migrating.log"
    until = time.monotonic() + SECONDS
    while not template.exists():
        if time.monotonic() > until or "Traceback" in log.read_text():
            raise AssertionError(f"The test database could not be migrated:\n{log.read_text()}")
        time.sleep(0.1)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, target)
