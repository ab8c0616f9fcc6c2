"""Settings for measuring on this machine what production serves: compressed, fingerprinted static files, no DEBUG."""

from toelab.settings.dev import *  # noqa: F403
from toelab.settings.dev import DATA_DIR, STORAGES

STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
