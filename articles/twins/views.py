"""Answering for twins."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.twins.markdown import markdown_of
from articles.twins.page import MEDIA_TYPE, MarkdownTwinMixin
from articles.twins.text import front_matter, text_of_page
from toelab.base.structured_data.site import public_url


@require_safe
def twin(request: HttpRequest, path: str) -> HttpResponse:
    """Return the Markdown of the page at `path`; 404 where no published, public page with a twin is."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    route = site.root_page.specific.route(request, path.split("/"))
    page = route.page.specific
    if page.get_view_restrictions().exists() or not isinstance(page, MarkdownTwinMixin):
        raise Http404
    url = public_url(page, request)
    text = front_matter(page, request) + markdown_of(text_of_page(page, request), url)
    response = HttpResponse(text, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    # The page itself is what search engines should show.
    response["Link"] = f'<{url}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    return response
