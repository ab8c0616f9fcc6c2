"""The web server of quickstart: Django's own, which also answers in Japanese what never reaches Django."""

from http import HTTPStatus
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.template.loader import render_to_string

LONGEST_REFUSED = 1_000_000
"""Bytes of an address that are still read after it was found too long: a browser reads no answer while it writes."""


class Handler(WSGIRequestHandler):
    """Answers an address of more than 65,536 bytes with a page instead of a line in English."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that Django never sees."""
        if code != HTTPStatus.REQUEST_URI_TOO_LONG:
            super().send_error(code, message, explain)
            return
        self.rfile.readline(LONGEST_REFUSED)
        self.close_connection = True
        page = render_to_string("414.html").encode()
        self.send_response(code)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)


def make_server(host: str, port: int) -> Any:
    """Return a server that listens at `host`:`port` and serves the site when told to."""
    server = ThreadedWSGIServer((host, port), Handler, ipv6=":" in host)
    server.set_app(get_internal_wsgi_application())
    return server
