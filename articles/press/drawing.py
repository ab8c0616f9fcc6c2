"""Drawing a page before a reader asks for it: in the worker, as soon as it is published.

What takes long in drawing a page for the first time is its pictures (a wide AVIF costs most of a second). There is
no list of their sizes to keep in step with the templates: the page itself is drawn, through the same view that
answers readers, and so exactly the renditions that it uses come to exist. A reader who comes before the worker
waits for them; that is slow once, but never wrong.
"""

from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.tasks import task
from django.urls import resolve
from wagtail.models import Page
from wagtail.signals import page_published

# Mails and payments go first.
PRIORITY = -10


@task(backend="queue", priority=PRIORITY)
def draw(page_id: int) -> None:
    """Draw a published page as its next reader will get it. Drawing a page that is gone does nothing."""
    page = Page.objects.live().filter(pk=page_id).first()
    path = page.get_url() if page else None
    if path:
        _get(urlsplit(path).path)


def _get(path: str) -> None:
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            # WSGI carries the bytes of an address, percent signs decoded, as Latin-1: a slug may be Japanese.
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "HTTP_HOST": site.netloc,
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    found = resolve(unquote(path))
    response = found.func(request, *found.args, **found.kwargs)
    if not getattr(response, "is_rendered", True):
        response.render()


def draw_soon(pages: list[Page]) -> None:
    """Have `pages` drawn once the present transaction is committed, each in a task of its own."""
    for page in pages:
        transaction.on_commit(partial(draw.enqueue, page.pk))


def draw_published(instance: Page, **kwargs: Any) -> None:
    """Have a page and those that list it drawn (signal `page_published`): its pictures stand on their cards."""
    draw_soon([instance, *instance.get_ancestors().live().filter(depth__gt=1).order_by("-depth")])


def connect() -> None:
    """Listen to publications. Called once, when all models exist."""
    page_published.connect(draw_published, dispatch_uid="articles.press.draw_published")
