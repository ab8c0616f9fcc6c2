"""HTTP habits that every room shares."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """303: the answer to a POST is another page, to be fetched with GET."""

    status_code = 303


def see_other(to: str, *args: Any) -> SeeOther:
    """Redirect to a URL name (with its arguments) or an address after a POST."""
    return SeeOther(resolve_url(to, *args))
