"""Sentences carried from a POST to the page it leads to, in a signed cookie that lives for one minute."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "notice"
SALT = "shop.notice"
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence; `undo` holds the fields of a form that takes the change back."""

    text: str
    undo: dict[str, Any] = field(default_factory=dict)


def leave(response: HttpResponse, notice: Notice) -> None:
    """Let the next page show `notice` once."""
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(notice), salt=SALT),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def take(request: HttpRequest) -> Notice | None:
    """Return the notice that was left for this page, if any. The caller clears it with `clear`."""
    try:
        return Notice(**signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS))
    except signing.BadSignature:
        return None


def clear(response: HttpResponse) -> None:
    """Forget the notice once it was shown."""
    response.delete_cookie(COOKIE, samesite="Lax")
