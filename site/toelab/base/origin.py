"""Protection against cross-site POSTs without a token in the page.

Public pages are the same bytes for every reader so that a cache can serve them: a CSRF token (or the cookie
it needs) would make each answer personal. Browsers themselves say where a request comes from, so that is
checked instead. The rule is that of Go's `http.CrossOriginProtection`
(https://pkg.go.dev/net/http#CrossOriginProtection, after Filippo Valsorda, "CSRF", 2025):

1. `Sec-Fetch-Site` present: only `same-origin` and `none` (typed address, bookmark) may change anything.
2. Otherwise `Origin` present: its host must be the request's host.
3. Neither present: not a browser of the last years. Such a client carries no cookies of somebody else,
   so it has nothing to forge with, and is let in.

The Wagtail admin keeps Django's own CSRF tokens.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the request was made by a page of this site (see the module docstring)."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin:
        return urlsplit(origin).netloc == request.get_host()
    return True


def same_origin_post[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Let `view` accept POSTs without a CSRF token, but only from this site's own pages.

    A refused request gets status 403 and a Japanese page that says what to do; the view does not run.
    """

    @csrf_exempt
    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = next(a for a in args if isinstance(a, HttpRequest))
        if request.method not in SAFE_METHODS and not is_same_origin(request):
            return render(request, "base/cross_origin.html", status=403)
        return view(*args, **kwargs)

    return checked
