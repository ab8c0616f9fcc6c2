"""What the pages for people have in common: their headers, and the page about something that is not there."""

from flask import Blueprint, Response, make_response, redirect, render_template

from .errors import StripeError

# No form-action: browsers apply it to the redirect after the form too, and that leads to the shop.
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def make_pages(name: str, prefix: str, shop_name: str) -> Blueprint:
    """Routes that answer with HTML; whatever is not found gets a page that says so."""
    pages = Blueprint(name, __name__, url_prefix=prefix)

    @pages.errorhandler(StripeError)
    def not_found(error: StripeError) -> Response:
        return page(render_template("lost.html", shop_name=shop_name), error.status)

    return pages


def page(html: str, status: int = 200) -> Response:
    """An HTML answer."""
    return _headed(make_response(html, status))


def see_other(url: str) -> Response:
    """Send the browser on after a form."""
    return _headed(make_response(redirect(url, code=303)))


def _headed(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
