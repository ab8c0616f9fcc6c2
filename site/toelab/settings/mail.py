"""EMAIL_URL → Django's MAILERS, so that one environment variable says where mail goes."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+tls": "django.core.mail.backends.smtp.EmailBackend",
    "file": "toelab.quickstart.mails.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
}


def mailers_from_url(url: str) -> dict[str, dict[str, Any]]:
    """Return Django's MAILERS for one URL.

    Forms: `smtp+tls://user:password@host:587`, `smtps://…:465`, `smtp://host:25`, `file:///folder`,
    `console:`, `memory:`; `?timeout=SECONDS` for SMTP (default 10).
    Raises ImproperlyConfigured for any other scheme or an SMTP URL without a host.
    """
    parts = urlsplit(url)
    if parts.scheme not in BACKENDS:
        raise ImproperlyConfigured(
            f"EMAIL_URL must begin with one of {', '.join(BACKENDS)}; got {parts.scheme!r}."
        )
    options: dict[str, Any] = {}
    if parts.scheme == "file":
        options["file_path"] = unquote(parts.path)
    elif parts.scheme.startswith("smtp"):
        if not parts.hostname:
            raise ImproperlyConfigured(
                "EMAIL_URL for SMTP needs a host, e.g. smtp+tls://user:password@host:587."
            )
        options = {
            "host": parts.hostname,
            "port": parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": int(parse_qs(parts.query).get("timeout", ["10"])[0]),
        }
    return {"default": {"BACKEND": BACKENDS[parts.scheme], "OPTIONS": options}}
