"""/sitemap.xml: every public page with its picture and the day it was last edited or reviewed."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from articles.people.models import Person
from articles.review.models import ReviewRecord
from shop.storefront.models import ProductImage
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
    """Return page id → the addresses of its pictures."""
    wanted: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for page in pages:
        if hero := getattr(page, "hero_image_id", None):
            wanted[page.pk].append((hero, HERO))
    for page_id, image_id in ProductImage.objects.filter(page_id__in=[p.pk for p in pages]).values_list(
        "page_id", "image_id"
    ):
        wanted[page_id].append((image_id, SMALL))
    ids = {pk for each in wanted.values() for pk, _size in each}
    images = get_image_model().objects.prefetch_renditions(HERO, SMALL).in_bulk(ids)
    return defaultdict(
        list, {page: [_address(images[pk], size) for pk, size in each] for page, each in wanted.items()}
    )


def _address(image: AbstractImage, size: str) -> str:
    url: str = image.get_rendition(size).full_url
    return url
