"""/sitemap.xml: every public page with its pictures and the day it was last edited or reviewed."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, SourceImageIOError
from wagtail.models import Page, ReferenceIndex

from articles.foot_patterns.models import FootPattern
from articles.people.models import Person
from articles.review.models import ReviewRecord
from toelab.base.structured_data.site import HERO, SMALL, public_url
from toelab.base.urls import absolute_url


class PictureSitemap(Sitemap):
    """Wagtail's sitemap with pictures, in a number of queries that does not depend on the number of pages."""

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        pages = list(self.paginator.page(page).object_list)
        reviewed = _reviewed([each.pk for each in pages])
        pictures = _pictures(pages)
        urls = [
            {
                "location": public_url(each, self.request),
                "lastmod": _latest(self.lastmod(each), reviewed.get(each.pk)),
                "images": pictures[each.pk],
            }
            for each in pages
        ]
        if page == 1:
            urls += [*_indexes(), *_people()]
        dates = [url["lastmod"] for url in urls if url["lastmod"]]
        if dates:
            self.latest_lastmod = max(dates)
        return urls


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the sitemap."""
    return wagtail_sitemap(request, {"pages": PictureSitemap}, template_name="sitemap.xml")


def _indexes() -> list[dict[str, Any]]:
    """The lists that are no pages of the tree."""
    paths = [reverse(name) for name in ("symptoms", "glossary")]
    return [{"location": absolute_url(path), "lastmod": None, "images": []} for path in paths]


def _people() -> list[dict[str, Any]]:
    people = Person.objects.filter(slug__isnull=False)
    return [{"location": absolute_url(p.get_absolute_url()), "lastmod": None, "images": []} for p in people]


def _latest(edited: datetime | None, reviewed: datetime | None) -> datetime | None:
    return max((day for day in (edited, reviewed) if day), default=None)


def _reviewed(pages: list[int]) -> dict[int, datetime]:
    """Return page id → the day of its newest review, at midnight where the readers are."""
    newest = (
        ReviewRecord.objects.filter(page_id__in=pages).values_list("page_id").annotate(Max("reviewed_on"))
    )
    return {
        pk: timezone.make_aware(datetime.combine(day, datetime.min.time())).astimezone(UTC)
        for pk, day in newest.order_by()
    }


def _pictures(pages: list[Page]) -> dict[int, list[str]]:
    """Return page id → the addresses of its pictures: the one at its head first, then those in its text."""
    shown: dict[int, dict[tuple[int, str], None]] = {
        page.pk: {(hero, HERO): None} if (hero := getattr(page, "hero_image_id", None)) else {}
        for page in pages
    }
    for page_id, image_id in _in_the_text(list(shown)):
        if (image_id, HERO) not in shown[page_id]:
            shown[page_id][image_id, SMALL] = None
    ids = {pk for each in shown.values() for pk, _size in each}
    images = get_image_model().objects.prefetch_renditions(HERO, SMALL).in_bulk(ids)
    return {
        page: [address for pk, size in each if pk in images and (address := _address(images[pk], size))]
        for page, each in shown.items()
    }


def _in_the_text(pages: list[int]) -> list[tuple[int, int]]:
    """Return pairs of a page and a picture in it, also those of the foot patterns that it shows.

    The index of references knows no order in the text: the order is always the same, but means nothing.
    """
    kinds = ContentType.objects.get_for_models(Page, FootPattern, get_image_model())
    to_page, to_pattern, to_image = kinds[Page], kinds[FootPattern], kinds[get_image_model()]
    on_pages = ReferenceIndex.objects.filter(
        base_content_type=to_page, object_id__in=map(str, pages), to_content_type__in=(to_image, to_pattern)
    ).order_by("to_content_type", "to_object_id")
    patterns = dict(FootPattern.objects.exclude(image=None).values_list("pk", "image_id"))
    pairs = []
    for page, kind, pk in on_pages.values_list("object_id", "to_content_type_id", "to_object_id"):
        image = int(pk) if kind == to_image.pk else patterns.get(int(pk))
        if image:
            pairs.append((int(page), image))
    return pairs


def _address(image: AbstractImage, size: str) -> str:
    """Return where the picture is; "" when its file is lost: one picture does not take the whole list away."""
    try:
        url: str = image.get_rendition(size).full_url
    except SourceImageIOError:
        return ""
    return url
