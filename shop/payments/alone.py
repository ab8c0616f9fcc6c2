"""One at a time: a lock for work that two processes must not do together, freed when its process dies."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Give True when nobody else works under `name` now, otherwise False at once.

    PostgreSQL: an advisory lock of the session, so no transaction is open while it is held. SQLite: a lock on a
    file beside the database.
    """
    if connection.vendor == "postgresql":
        with _advisory(name) as got:
            yield got
    else:
        with _file(name) as got:
            yield got


@contextmanager
def _advisory(name: str) -> Iterator[bool]:
    key = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _file(name: str) -> Iterator[bool]:
    with (Path(settings.DATA_DIR) / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
