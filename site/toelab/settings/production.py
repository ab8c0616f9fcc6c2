"""In production: refuses to start without its secrets; everything else is in base."""

from django.core.exceptions import ImproperlyConfigured

from toelab.settings.base import *  # noqa: F403
from toelab.settings.base import ALLOWED_HOSTS, SITE_URL, STORAGES, STRIPE_API_BASE, STRIPE_SECRET_KEY, env

REQUIRED = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATA_DIR",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
)
if missing := [name for name in REQUIRED if not env.str(name, default="")]:
    raise ImproperlyConfigured(f"Production needs these environment variables: {', '.join(missing)}.")
if STRIPE_API_BASE and STRIPE_API_BASE.rstrip("/") != "https://api.stripe.com":
    raise ImproperlyConfigured(
        "STRIPE_API_BASE is for test doubles; production talks to Stripe itself. Unset it."
    )
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https:// in production.")
if not STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_", "sk_test_", "rk_test_")):
    raise ImproperlyConfigured("STRIPE_SECRET_KEY is not a Stripe key.")

SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY needs at least 50 random characters.")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]

# The site runs behind a TLS proxy that sets this header and drops a client's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
