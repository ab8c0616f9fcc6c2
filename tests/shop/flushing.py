"""Emptying journals between tests.

Transactional tests end with a flush of all tables. On SQLite that is a DELETE per table, which the journals'
triggers rightly refuse; here the flush takes the triggers away first and puts them back after.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseOperations

Flush = Callable[..., list[str]]


def let_flush_pass_triggers() -> None:
    """Change SQLite's flush for this test process. Doing it twice changes nothing more."""
    if getattr(DatabaseOperations.sql_flush, "passes_triggers", False):
        return
    flush: Flush = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, style: Any, tables: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'shop_%'"
            )
            triggers = cursor.fetchall()
        drop = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
        return [*drop, *flush(self, style, tables, **options), *(sql for _name, sql in triggers)]

    sql_flush.passes_triggers = True  # type: ignore[attr-defined]
    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the journals' triggers away inside the block: to play somebody with the run of the database."""
    tables = ("shop_orderevent", "shop_stockmove")
    if connection.vendor == "postgresql":
        # Foreign keys that wait for the end of the transaction would forbid ALTER TABLE.
        before = ["SET CONSTRAINTS ALL IMMEDIATE", *(f"ALTER TABLE {t} DISABLE TRIGGER USER" for t in tables)]
        after = [*(f"ALTER TABLE {t} ENABLE TRIGGER USER" for t in tables), "SET CONSTRAINTS ALL DEFERRED"]
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'shop_%'"
            )
            triggers = cursor.fetchall()
        before, after = (
            [f'DROP TRIGGER "{name}"' for name, _sql in triggers],
            [sql for _name, sql in triggers],
        )
    with connection.cursor() as cursor:
        for statement in before:
            cursor.execute(statement)
        yield
        for statement in after:
            cursor.execute(statement)
