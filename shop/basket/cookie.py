"""Which basket belongs to this browser: a signed cookie with the basket's id and nothing else."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop.basket.models import Basket

COOKIE = "basket"
SALT = "shop.basket"
DAYS_30 = 30 * 24 * 60 * 60


def basket_of(request: HttpRequest) -> Basket | None:
    """Return the browser's basket; None without a cookie, with a forged or old one, or when it was cleared away."""
    try:
        basket_id = uuid.UUID(request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=DAYS_30))
    except ValueError:
        return None
    return Basket.objects.filter(pk=basket_id).first()


def remember(response: HttpResponse, basket: Basket) -> None:
    """Let the browser keep `basket` for thirty more days."""
    response.set_signed_cookie(
        COOKIE,
        str(basket.pk),
        salt=SALT,
        max_age=DAYS_30,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
