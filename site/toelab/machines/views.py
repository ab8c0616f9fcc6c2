"""/robots.txt and /llms.txt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.approaches.models import ApproachPage
from articles.article.models import ArticlePage
from articles.topics.models import TopicPage
from shop.storefront.models import ProductPage
from toelab.base.structured_data.site import public_url
from toelab.base.urls import absolute_url

PLAIN = "text/plain; charset=utf-8"
NOT_FOR_ROBOTS = ("/admin/", "/basket/", "/checkout/", "/orders/", "/search/?")
"""Pages of one person, and pages that are different for every question."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots should leave alone and where the list of all pages is."""
    rules = [f"Disallow: {path}" for path in NOT_FOR_ROBOTS]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {absolute_url('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """Give language models a map of the site (https://llmstxt.org/): titles, leads, Markdown twins."""
    articles = ArticlePage.objects.live().public().defer("body", "next_reads").order_by("path")
    topics = TopicPage.objects.live().public().order_by("path")
    context = {
        "topics": [
            (
                topic,
                [(a, absolute_url(a.twin_path(request))) for a in articles if a.path.startswith(topic.path)],
            )
            for topic in topics
        ],
        "approaches": [
            (page, absolute_url(page.twin_path(request)))
            for page in ApproachPage.objects.live().public().defer("body").order_by("path")
        ],
        "products": [
            (page, public_url(page, request))
            for page in ProductPage.objects.live().public().defer("body").order_by("path")
        ],
    }
    return render(request, "llms.txt", context, content_type=PLAIN)
