"""For pytest: as on a developer's machine, without what is slow or leaves the process."""

import tempfile
from pathlib import Path

from toelab.settings.dev import *  # noqa: F403
from toelab.settings.dev import DATABASES, STORAGES

DEBUG = False
SITE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = SITE_URL
DATA_DIR = Path(tempfile.mkdtemp(prefix="toelab-test-"))
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    **STORAGES,
    "private": {**STORAGES["private"], "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None}},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads and server processes of a test share it.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
DATABASES["default"]["CONN_MAX_AGE"] = 0
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
# A test decides itself when background work runs.
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"},
}
STRIPE_SECRET_KEY = "sk_test_tests"  # noqa: S105
STRIPE_WEBHOOK_SECRETS = ["whsec_tests"]
STRIPE_API_BASE = ""
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = True
