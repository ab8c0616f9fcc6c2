"""Runs `manage.py quickstart` as a stranger would and looks at what it did from outside."""

import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.policy import default as modern
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180


def free_port() -> int:
    """A port that nobody uses, with its neighbour free for the sandbox.

    Below those that systems hand out by themselves: the site takes its ports a minute later, when other tests have
    started many a server on "any port".
    """
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as one, socket.socket() as two:
            try:
                one.bind(("127.0.0.1", port))
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


class QuickstartSite:
    """One running quickstart; `url`, `password`, `mails()` and `rows()` are all that tests need of it."""

    def __init__(self, data_dir: Path, port: int | None = None) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data_dir.parent / f"{data_dir.name}.log"
        self.database_url = f"sqlite:///{data_dir / 'toelab.sqlite3'}"
        self.pid = 0
        self.password = ""

    def as_note(self) -> dict[str, Any]:
        """What another process needs to know to use and stop this site."""
        return {
            "data_dir": str(self.data_dir),
            "port": self.port,
            "database_url": self.database_url,
            "pid": self.pid,
        }

    @classmethod
    def from_note(cls, note: dict[str, Any]) -> "QuickstartSite":
        """The site that another process started."""
        site = cls(Path(note["data_dir"]), note["port"])
        site.database_url, site.pid = note["database_url"], note["pid"]
        return site

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which any `manage.py` command works on this site."""
        return {
            "DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "toelab.settings.dev",
        }

    def launch(self) -> None:
        """Run quickstart on a fresh database of the kind under test, without waiting for it."""
        if connection.vendor == "postgresql" and self.database_url.startswith("sqlite"):
            self._create_postgres_database()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("STRIPE_")}
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "quickstart", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env={**environment, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.pid = process.pid
        # It goes on when this process ends; a handle that still waited for it would complain when forgotten.
        process.returncode = 0

    def stop(self) -> None:
        """Stop it as Ctrl+C does, and drop its PostgreSQL database."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)
            until = time.monotonic() + 20
            while self._answers() and time.monotonic() < until:
                time.sleep(0.1)
            if self._answers():
                os.killpg(self.pid, signal.SIGKILL)
        if self.database_url.startswith("postgres"):
            name = urlsplit(self.database_url).path.lstrip("/")
            self._on_maintenance_database(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        """Rows of the running site's database, read past all of our own code and past Django."""
        if self.database_url.startswith("postgres"):
            with psycopg.connect(self.database_url, row_factory=psycopg.rows.dict_row) as postgres:
                return postgres.execute(sql, parameters).fetchall()
        sqlite = sqlite3.connect(self.data_dir / "toelab.sqlite3")
        try:
            sqlite.row_factory = sqlite3.Row
            return [dict(row) for row in sqlite.execute(sql.replace("%s", "?"), parameters)]
        finally:
            sqlite.close()

    def mails(self, *, to: str, wait_seconds: float = 60) -> list[Message]:
        """Mails sent to an address, waiting for the first one."""
        until = time.monotonic() + wait_seconds
        while True:
            found = [mail for mail in self._all_mails() if mail["To"] == to]
            if found or time.monotonic() > until:
                return found
            time.sleep(0.2)

    def _all_mails(self) -> list[Message]:
        files = sorted((self.data_dir / "mails").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=modern) for file in files]

    def _create_postgres_database(self) -> None:
        name = f"toelab_browser_{uuid.uuid4().hex[:8]}"
        self._on_maintenance_database(f'CREATE DATABASE "{name}"')
        base = urlsplit(os.environ["DATABASE_URL"])
        self.database_url = urlunsplit(base._replace(path=f"/{name}"))

    @staticmethod
    def _on_maintenance_database(sql: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as postgres:
            postgres.execute(sql)

    def wait_until_it_answers(self) -> None:
        """Wait until readers get pages; then `password` is that of the owner. Fails with quickstart's own words."""
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            # An error ends quickstart with its sentence as the last thing in the log.
            ended = "Traceback" in self.log.read_text() or "CommandError" in self.log.read_text()
            if ended or time.monotonic() > until:
                raise AssertionError(f"quickstart does not answer:\n{self.log.read_text()}")
            time.sleep(0.2)
        found = re.findall(r"パスワード (\S+)", self.log.read_text())
        assert found, self.log.read_text()
        self.password = found[-1]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
