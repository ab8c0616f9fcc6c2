"""HTTP habits that every room shares."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers, patch_cache_control


class SeeOther(HttpResponseRedirect):
    """303: the answer to a POST is another page, to be fetched with GET."""

    status_code = 303


def see_other(to: str, *args: Any) -> SeeOther:
    """Redirect to a URL name (with its arguments) or an address after a POST."""
    return SeeOther(resolve_url(to, *args))


def personal[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let nobody keep the view's answers: the next look at the page, Back too, asks again.

    Except a page that answers a form (a mistake, a price that has changed). That cannot be asked for again, and a
    browser that may not keep it shows its own error page (ERR_CACHE_MISS) on Back: the customer's browser keeps it.
    """

    @wraps(view)
    def never_kept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and "Location" not in response:
            patch_cache_control(response, private=True, no_cache=True, max_age=0)
        else:
            add_never_cache_headers(response)
        return response

    return never_kept
