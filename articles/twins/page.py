"""What a page with a twin has to say about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

MEDIA_TYPE = "text/markdown"


class MarkdownTwinMixin:
    """A page that can also be read as Markdown; its answers point to the twin."""

    def twin_path(self: Any, request: HttpRequest | None = None) -> str:
        """Return the address of the twin: the page's own, with .md for its last slash.

        No page can have that address, for a slug has no dot.
        """
        return f"{(self.get_url(request) or '/').rstrip('/')}.md"

    def serve(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as every page does, with a Link header (RFC 8288) to the twin."""
        response: HttpResponse = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        response["Link"] = f'<{self.twin_path(request)}>; rel="alternate"; type="{MEDIA_TYPE}"'
        return response
