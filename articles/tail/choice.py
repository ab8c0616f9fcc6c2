"""Which tail an article ends with."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.models import Site

from articles.tail.models import ReadingSettings, Tail

if TYPE_CHECKING:
    from articles.article.models import ArticlePage


def tail_of(article: "ArticlePage", request: HttpRequest | None = None) -> Tail | None:
    """Return the published tail of `article`: its own, or else the one its site has for all.

    A tail that is not published counts as none, so that withdrawing one lets the common tail back in.
    """
    if article.tail and article.tail.live:
        return article.tail
    site = Site.find_for_request(request) if request else article.get_site()
    common = ReadingSettings.for_site(site).default_tail if site else None
    return common if common and common.live else None
