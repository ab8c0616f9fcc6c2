"""A PostgreSQL database for one run of a script, made, migrated and removed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_database() -> Iterator[None]:
    """Set Django up on a fresh database beside the one that DATABASE_URL names; gone when the block ends."""
    os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/toelab")
    os.environ["DJANGO_SETTINGS_MODULE"] = "toelab.settings.test"
    import django

    django.setup()
    from django.db import connection

    if connection.vendor != "postgresql":
        raise SystemExit("This needs PostgreSQL: set DATABASE_URL=postgres://user@host:port/name")
    connection.settings_dict["TEST"]["NAME"] = f"own_{os.getpid()}"
    name = connection.settings_dict["NAME"]
    print("making a database …", flush=True)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
