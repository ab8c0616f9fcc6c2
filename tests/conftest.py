"""Fixtures for all tests. Rooms keep their own factories beside their tests."""

import pytest
from django.db import connection


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what needs PostgreSQL when the tests run on SQLite."""
    needing = [item for item in items if "postgres" in item.keywords]
    if not needing or connection.vendor == "postgresql":
        return
    for item in needing:
        item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: run with DATABASE_URL=postgres://…"))
