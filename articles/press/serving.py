"""Answering readers from the press: two queries while nothing has changed, however long the article is."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page

from articles.press.models import edition
from articles.press.printing import Print, release
from shop.sources import PARAMETER
from shop.storefront.shelf import shelf_state

PRESSED_SECONDS = 3600
"""Nothing a page shows depends on the clock; if something ever does, it is at most so old."""


def pressed[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Serve Wagtail's pages from the press where a page allows it (`is_pressed`).

    A print is valid while the edition of the site and the shop's prices and stock words are those it was drawn
    from. Both are read from the database each time, before the page is drawn: every process sees a change at the
    moment it is committed, and a page drawn meanwhile belongs to the edition before.

    Never pressed: anything for people who may be signed in, previews, questions in the address (`?start=…`),
    pages behind a password, answers with cookies.
    """

    @wraps(view)
    def serve(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = next(arg for arg in args if isinstance(arg, HttpRequest))
        if not _same_for_everybody(request):
            return view(*args, **kwargs)
        key = f"press:{request.scheme}:{request.get_host()}:{request.path}"
        drawn_from = (edition(), shelf_state(), release())
        found: Print | None = cache.get(key)
        if found and found.drawn_from == drawn_from and (found.any_source or not request.GET):
            return found.answer(request)
        response = view(*args, **kwargs)
        page = _page_to_press(response)
        if page is None or not isinstance(response, TemplateResponse):
            return response
        fresh = Print.of(
            response.render(),
            drawn_from=drawn_from,
            any_source=getattr(page, "is_pressed_for_any_source", False),
        )
        if fresh.any_source or not request.GET:
            cache.set(key, fresh, PRESSED_SECONDS)
        return fresh.answer(request)

    return serve


def pressed_file[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Keep what a view without a page of its own says: one answer per address while nothing public has changed.

    As with pages: valid for one edition of the site and one state of the shelf, and never for people signed in.
    """

    @wraps(view)
    def serve(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = next(arg for arg in args if isinstance(arg, HttpRequest))
        if not _same_for_everybody(request):
            return view(*args, **kwargs)
        key = f"press:{request.scheme}:{request.get_host()}:{request.path}"
        drawn_from = (edition(), shelf_state(), release())
        found: Print | None = cache.get(key)
        if found and found.drawn_from == drawn_from:
            return found.answer(request)
        response = view(*args, **kwargs)
        if response.status_code != 200 or response.cookies:
            return response
        fresh = Print.of(response, drawn_from=drawn_from, any_source=True)
        cache.set(key, fresh, PRESSED_SECONDS)
        return fresh.answer(request)

    return serve


def _same_for_everybody(request: HttpRequest) -> bool:
    """Whether any reader without an account gets the same answer to this request."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and request.GET.keys() <= {PARAMETER}
        # While templates are being written, they are read afresh.
        and not settings.DEBUG
    )


def _page_to_press(response: HttpResponse) -> Page | None:
    """Return the page that `response` shows, if it may be pressed."""
    if response.status_code != 200 or response.cookies:
        return None
    page = (getattr(response, "context_data", None) or {}).get("page")
    if not isinstance(page, Page) or not getattr(page, "is_pressed", False):
        return None
    return None if page.get_view_restrictions().exists() else page
