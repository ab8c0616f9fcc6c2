"""DATABASE_URL says which database; what cannot be read is refused without showing the password."""

import traceback

import pytest
from django.core.exceptions import ImproperlyConfigured

from toelab.settings.database import database_from_url


def test_postgresql_by_host_port_and_name() -> None:
    database = database_from_url("postgres://toelab:p%2Fw@db.internal:5433/shop")

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.internal", 5433, "shop")
    assert database["PASSWORD"] == "p/w"


def test_sqlite_lets_writers_queue_and_survives_a_power_cut() -> None:
    options = database_from_url("sqlite:////srv/toelab.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "toelab",
        "mysql://toelab:secret@host/name",
        "postgres://toelab:secret@host:notaport/name",
        "postgres://toelab:secret@host:99999/name",
        "postgres://toelab:se/cret@host/name",
    ],
)
def test_what_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        database_from_url(url)

    shown = "".join(traceback.format_exception(refused.value))
    assert "secret" not in shown
    assert "'se'" not in shown
