"""DATABASE_URL → Django's DATABASES, with what each kind of database needs."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE, POSTGRESQL = ("sqlite",), ("postgres", "postgresql", "psql", "pgsql")


def database_from_url(url: str) -> dict[str, Any]:
    """Return the settings of the database at `url`.

    Forms: `sqlite:////folder/file`, `postgres://user:password@host:port/name`. Raises ImproperlyConfigured for
    anything else; its words leave out the URL, which holds a password.
    """
    scheme, separator, _rest = url.partition(":")
    if not separator or scheme not in SQLITE + POSTGRESQL:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite: or postgres:.")
    try:
        database: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL has an address or a port that cannot be read. In a password, write / as %2F and # as %23."
        ) from None  # urllib's words may quote a part of the password
    if scheme in SQLITE:
        # https://docs.djangoproject.com/en/6.1/ref/databases/#sqlite-notes
        database["OPTIONS"] = {
            # Writers queue up at BEGIN instead of failing half-way through a transaction.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Readers never wait for a writer; an order that was answered survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        }
    else:
        database["CONN_HEALTH_CHECKS"] = True
    return database
