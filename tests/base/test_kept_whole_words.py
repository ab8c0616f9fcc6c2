"""Editors' words to keep whole survive their move out of the settings of the articles."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from toelab.base.models import TypesettingSettings

BEFORE = [("articles", "0005_tail_form_words"), ("base", "0001_initial")]
AFTER = [("articles", "0006_kept_whole_moves"), ("base", "0002_kept_whole_words")]


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_words_of_an_older_database_are_kept() -> None:
    site = Site.objects.get()
    TypesettingSettings.objects.all().delete()
    older = MigrationExecutor(connection)
    older.migrate(BEFORE)
    settings = older.loader.project_state(BEFORE).apps.get_model("articles", "ReadingSettings")
    settings.objects.update_or_create(site_id=site.pk, defaults={"kept_whole": "座るのがつらい\n歩き出し"})
    # PostgreSQL alters no table whose rows still wait for their checks.
    connection.check_constraints()

    MigrationExecutor(connection).migrate(AFTER)

    assert TypesettingSettings.objects.get(site=site).kept_whole.split() == ["座るのがつらい", "歩き出し"]


@pytest.mark.django_db
def test_every_site_has_its_row_before_the_first_reader_comes() -> None:
    assert TypesettingSettings.objects.filter(site=Site.objects.get()).exists()
