"""Answering for the feed."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.article.models import ArticlePage
from articles.feed.atom import FullTextFeed
from articles.press.serving import pressed_file
from articles.twins.text import text_of_page
from toelab.base.structured_data.site import public_url
from toelab.base.urls import absolute_url

MOST = 10
NOT_IN_FEEDS = "script, nav.contents, form, picture source, .cited-at"


@require_safe
@pressed_file
@cache_control(public=True, max_age=900)
def feed(request: HttpRequest) -> HttpResponse:
    """Return the ten articles that were changed last, whole: with the recommendation and all links."""
    atom = FullTextFeed(
        title=settings.WAGTAIL_SITE_NAME,
        link=absolute_url("/"),
        description=_("足もとから体の支え方を見直すための読みもの"),
        feed_url=absolute_url("/feed.xml"),
        language="ja",
        author_name=settings.WAGTAIL_SITE_NAME,
    )
    articles = ArticlePage.objects.live().public().order_by("-last_published_at", "-pk")
    for article in articles.prefetch_related("authors__person")[:MOST]:
        url = public_url(article, request)
        atom.add_item(
            title=article.title,
            link=url,
            unique_id=url,
            description=article.lead,
            author_name="、".join(author.person.name for author in article.authors.all()) or None,
            pubdate=article.first_published_at,
            updateddate=article.last_published_at
            or article.first_published_at
            or article.latest_revision_created_at,
            content=_portable(text_of_page(article, request), url),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _portable(html: str, url: str) -> str:
    """Return the HTML for reading elsewhere: whole addresses, nothing that needs this site's page around it."""
    soup = BeautifulSoup(html, "html.parser")
    for useless in soup.select(NOT_IN_FEEDS):
        useless.decompose()
    for name in ("href", "src"):
        for tag in soup.select(f"[{name}]"):
            tag[name] = urljoin(url, str(tag[name]))
    for image in soup.select("img[srcset]"):
        del image["srcset"]
    return str(soup)
