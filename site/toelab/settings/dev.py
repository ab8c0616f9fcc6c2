"""On your own machine: what readers will see, with safe defaults; DEBUG=1 shows Django's error pages."""

import contextlib
import os

from django.core.exceptions import ImproperlyConfigured

from toelab.settings.database import database_from_url

# Here and not in quickstart: Django opens the database while it loads the models, before any command runs.
try:
    database_from_url(os.environ.get("DATABASE_URL", "sqlite:"))
except ImproperlyConfigured:
    raise SystemExit(
        "環境変数 DATABASE_URL を読めません。postgres://ユーザー:パスワード@ホスト:ポート/名前 か "
        "sqlite:////フォルダー/ファイル の形で指定するか（パスワードの / は %2F、# は %23 と書きます）、"
        "DATABASE_URL を消してください（消すと DATA_DIR の中の SQLite を使います）。"
    ) from None

from toelab.settings.base import *  # noqa: F403
from toelab.settings.base import DATA_DIR, SECURE_CSP, STRIPE_API_BASE, env

# Any command may open the database there; a folder that cannot be made is explained by quickstart.
with contextlib.suppress(OSError):
    DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-not-secret")
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[]), "localhost", "127.0.0.1", "[::1]", "testserver"]

# The pay page of the Stripe sandbox, or of a test double, is on a port of this machine.
SECURE_CSP = {
    **SECURE_CSP,
    "form-action": [*SECURE_CSP["form-action"], "http://localhost:*", "http://127.0.0.1:*"]
    + ([STRIPE_API_BASE] if STRIPE_API_BASE else []),
}

SERVE_MEDIA = True

# Static files come straight from their folders: no collectstatic while developing.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
