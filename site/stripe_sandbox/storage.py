"""The sandbox's own SQLite file: Stripe's objects, kept answers, and webhooks on their way."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .config import SandboxError

type Body = dict[str, Any]
"""One of Stripe's objects as its JSON."""

_FIRST_LAYOUT = """
CREATE TABLE object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent TEXT,
    created INTEGER,
    body TEXT NOT NULL,
    private TEXT NOT NULL
);
CREATE INDEX object_by_kind ON object (kind, seq);
CREATE INDEX object_by_parent ON object (parent) WHERE parent IS NOT NULL;
CREATE INDEX open_session ON object (body ->> '$.expires_at')
    WHERE kind = 'checkout.session' AND body ->> '$.status' = 'open';
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    params TEXT NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created REAL NOT NULL
);
CREATE TABLE delivery (
    event_id TEXT PRIMARY KEY REFERENCES object (id),
    tries INTEGER NOT NULL DEFAULT 0,
    due_at REAL,
    delivered_at REAL,
    last_error TEXT
);
CREATE INDEX delivery_due ON delivery (due_at) WHERE delivered_at IS NULL;
"""
_LATER_PAYMENTS = """
CREATE INDEX session_by_intent ON object (body ->> '$.payment_intent') WHERE kind = 'checkout.session';
CREATE INDEX unpaid_slip ON object (body ->> '$.next_action.konbini_display_details.expires_at')
    WHERE kind = 'payment_intent' AND body ->> '$.status' = 'requires_action';
CREATE INDEX unclaimed_refund ON object (body ->> '$.next_action.display_details.expires_at')
    WHERE kind = 'refund' AND body ->> '$.status' = 'requires_action';
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
LAYOUTS = (_FIRST_LAYOUT, _LATER_PAYMENTS)
"""Each brings the file one layout further; `user_version` counts those that are in."""


class Transaction:
    """An open transaction. Objects go in and come out as Stripe's JSON, which tells their id and kind."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    def execute(self, sql: str, args: tuple[Any, ...] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Plain SQL, for the modules that own a table or a query of their own."""
        return self._connection.execute(sql, args)

    def add(self, body: Body, *, parent: str | None = None, private: Body | None = None) -> None:
        """Keep a new object. `private` is what we must remember about it and Stripe does not show."""
        self.execute(
            "INSERT INTO object (id, kind, parent, created, body, private) VALUES (?, ?, ?, ?, ?, ?)",
            (body["id"], body["object"], parent, body.get("created"), _dump(body), _dump(private or {})),
        )

    def save(self, body: Body) -> None:
        """Keep the new state of an object that is already there."""
        self.execute("UPDATE object SET body = ? WHERE id = ?", (_dump(body), body["id"]))

    def remember(self, object_id: str, private: Body) -> None:
        """Replace what is kept beside an object."""
        self.execute("UPDATE object SET private = ? WHERE id = ?", (_dump(private), object_id))

    def get(self, kind: str, object_id: str) -> Body | None:
        """The object, or None when nothing of that kind has that id."""
        row = self.execute("SELECT body FROM object WHERE id = ? AND kind = ?", (object_id, kind)).fetchone()
        return json.loads(row[0]) if row else None

    def private(self, object_id: str) -> Body:
        """What was kept beside an object when it was added."""
        row = self.execute("SELECT private FROM object WHERE id = ?", (object_id,)).fetchone()
        return json.loads(row[0])

    def children(self, parent: str) -> list[Body]:
        """The objects that belong to another one, in the order they were added."""
        return self.matching("parent = ?", parent)

    def matching(self, condition: str, *args: Any) -> list[Body]:
        """The objects that meet an SQL condition, in the order they were added; values go into `args`."""
        rows = self.execute(f"SELECT body FROM object WHERE {condition} ORDER BY seq", args)  # noqa: S608
        return [json.loads(row[0]) for row in rows]

    def setting(self, name: str) -> str | None:
        """A setting of the sandbox itself that outlives a restart."""
        row = self.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        self.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


class Storage:
    """One connection behind one lock: transactions follow each other, so nothing can be paid twice.

    The file is in WAL mode and every transaction takes the write lock at once, so a second process on the
    same file waits instead of failing halfway.
    """

    def __init__(self, path: Path):
        """Open or make the file; SandboxError when that cannot be done."""
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=10
            )
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        try:
            self._prepare(path)
        except sqlite3.Error as error:
            self._connection.close()
            raise _unusable(path, error) from error
        except SandboxError:
            self._connection.close()
            raise

    def _prepare(self, path: Path) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.transaction() as tx:
            layout = tx.execute("PRAGMA user_version").fetchone()[0]
            if not 0 <= layout <= len(LAYOUTS):
                raise SandboxError(
                    f"{path} is from another version of the sandbox: delete it and start again."
                )
            for schema in LAYOUTS[layout:]:
                for statement in schema.split(";\n"):
                    tx.execute(statement)
            tx.execute(f"PRAGMA user_version = {len(LAYOUTS)}")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All or nothing. Never open one inside another: pass the transaction on instead."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Wait for the running transaction, then close the file."""
        with self._lock:
            self._connection.close()


def _unusable(path: Path, error: Exception) -> SandboxError:
    return SandboxError(f"The sandbox cannot keep its data in {path}: {error}")


def _dump(value: Body) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
