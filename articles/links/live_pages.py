"""The pages that readers can open, looked up many at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class LivePage:
    """As much of a published page as a link to it needs."""

    pk: int
    title: str
    url: str
    sells: bool = False


type LivePages = dict[int, LivePage]

_known: ContextVar[LivePages | None] = ContextVar("known_live_pages", default=None)


def live_pages(pks: Iterable[int]) -> LivePages:
    """Return the published, reachable pages among `pks` by id: one query, none for no ids.

    Pages that are drafts, deleted, or outside every site are simply absent.
    """
    wanted = set(pks)
    if not wanted:
        return {}
    known = _known.get()
    if known is not None:
        return {pk: known[pk] for pk in wanted if pk in known}
    pages = Page.objects.live().filter(pk__in=wanted).only("pk", "title", "url_path", "content_type_id")
    product = ContentType.objects.get_for_model(apps.get_model("shop", "ProductPage")).pk
    return {
        page.pk: LivePage(page.pk, page.title, url, sells=page.content_type_id == product)
        for page in pages
        if (url := page.get_url())
    }


@contextmanager
def only_these_pages(pages: LivePages) -> Iterator[None]:
    """Answer every `live_pages` inside the block from `pages`, without the database.

    Rich text is expanded by Wagtail, whose link handlers take no arguments; this is how the pages that were
    fetched for a whole article reach them.
    """
    token = _known.set(pages)
    try:
        yield
    finally:
        _known.reset(token)
