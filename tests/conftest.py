"""Fixtures for all tests. Rooms keep their own factories beside their tests."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection

from tests import migrated
from tests.thoroughness import decide, is_thorough

RUN_DIR = "TOELAB_TEST_RUN"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
# Files of browser tests that take longest, the longest with the highest number.
LONG = {
    "test_marketer.py": 6,
    "test_recommendation_walk.py": 5,
    "test_where_to_start.py": 4,
    "test_axe.py": 3,
    "test_keyboard.py": 2,
    "test_purchase.py": 1,
}


def is_test_process(config: pytest.Config) -> bool:
    """Whether this is one of several processes that test at once, not the one that started them."""
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run one folder and one thoroughness, which the test processes inherit by the environment."""
    if not is_test_process(config):
        decide(config)
        os.environ[RUN_DIR] = tempfile.mkdtemp(prefix="toelab-run-")
        if connection.vendor == "sqlite" and not config.option.collectonly:
            migrated.begin(Path(os.environ[RUN_DIR]))
    hypothesis.settings.register_profile("toelab", max_examples=300 if is_thorough() else 50)
    hypothesis.settings.load_profile("toelab")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run shared and remove its folder."""
    if not is_test_process(config) and (run_dir := os.environ.pop(RUN_DIR, "")):
        from tests.browser import shared_site

        shared_site.stop(Path(run_dir))
        shutil.rmtree(run_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def run_dir() -> Path:
    """The folder that all processes of this test run share."""
    return Path(os.environ[RUN_DIR])


@pytest.fixture(autouse=True)
def forgetful_cache() -> None:
    """Begin each test with an empty cache.

    The database is rolled back after a test, the cache is not: it would go on telling where a site stood that
    exists no more (Wagtail's root paths: `page.url` is None), or show its pressed pages.
    """
    cache.clear()


@pytest.fixture(scope="session")
def django_db_keepdb(run_dir: Path, django_db_modify_db_settings: None) -> bool:
    """On SQLite, begin with a copy of the run's migrated database instead of an empty one."""
    if connection.vendor != "sqlite":
        return False
    migrated.copy(run_dir, Path(connection.settings_dict["TEST"]["NAME"]))
    return True


def pytest_xdist_auto_num_workers() -> int:
    """A process a core. One more costs as much in starting as it fills of the others' waiting."""
    return os.process_cpu_count() or 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what cannot or need not run here; browser tests come last."""
    if not is_thorough():
        for item in items:
            if "thorough" in item.keywords and connection.vendor == "sqlite":
                item.add_marker(pytest.mark.skip(reason="thorough: in CI, with THOROUGH=1, or when named"))
    if connection.vendor != "postgresql":
        for item in items:
            if "postgres" in item.keywords:
                item.add_marker(
                    pytest.mark.skip(reason="needs PostgreSQL: run with DATABASE_URL=postgres://…")
                )
    # First what needs no database: it is still being migrated when the processes begin.
    # Last, because Playwright's event loop stays in a process and Django's database refuses to work beside it.
    # The longest of them first: no process is left with a long one when the others have ended.
    items.sort(key=lambda item: (is_browser_test(item), needs_database(item), -LONG.get(item.path.name, 0)))


def needs_database(item: pytest.Item) -> bool:
    """Whether a test waits for the migrated database."""
    return "django_db" in item.keywords or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


def is_browser_test(item: pytest.Item) -> bool:
    """Whether a test drives Chromium."""
    return Path(__file__).parent / "browser" in item.path.parents


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the running site come up in the background while the first process tests other things."""
    # Thousands of imported classes are looked through for garbage again and again: less often saves 6 % of a run.
    gc.set_threshold(100_000, 50, 100)
    first = not is_test_process(session.config) or os.environ.get("PYTEST_XDIST_WORKER") == "gw0"
    alone = not is_test_process(session.config) and session.config.getoption("numprocesses", None)
    listing = session.config.option.collectonly
    if first and not alone and not listing and any(is_browser_test(item) for item in session.items):
        from tests.browser import shared_site

        if shared_site.chromium_path():
            shared_site.launch(Path(os.environ[RUN_DIR]))
