"""The backend for WAGTAILSEARCH_BACKENDS: the one that suits the default database.

{"default": {"BACKEND": "japanese_search.backend", "SYNONYMS": "myapp.search.synonym_groups"}}
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 -- the name that modelsearch looks for
    """Return the backend. ImproperlyConfigured when the database is neither SQLite nor PostgreSQL."""
    if connection.vendor == "sqlite":
        from japanese_search.backends.sqlite import JapaneseSQLiteBackend  # noqa: PLC0415 -- fits only SQLite

        return JapaneseSQLiteBackend(params)
    if connection.vendor == "postgresql":
        from japanese_search.backends.postgres import JapanesePostgresBackend  # noqa: PLC0415 -- only PostgreSQL

        return JapanesePostgresBackend(params)
    raise ImproperlyConfigured(f"japanese_search works on SQLite and PostgreSQL, not on {connection.vendor}.")
