"""/symptoms/: the symptoms, each with its articles, and the foot patterns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.article.models import ArticlePage
from articles.foot_patterns.models import FootPattern
from articles.links.live_pages import live_pages
from articles.topics.models import TopicPage


@require_safe
def symptoms(request: HttpRequest) -> HttpResponse:
    """Show all symptom topics with the titles of their articles: four queries, however many there are."""
    topics = list(TopicPage.objects.live().filter(is_symptom=True).defer("safety").order_by("path"))
    articles = ArticlePage.objects.live().only("pk", "title", "short_title", "url_path", "path", "depth")
    by_topic: dict[str, list[ArticlePage]] = {}
    for article in articles.order_by("path"):
        by_topic.setdefault(article.path[: -article.steplen], []).append(article)
    patterns = list(FootPattern.objects.all())
    pages = live_pages(pattern.article_id for pattern in patterns if pattern.article_id)
    context = {
        "symptoms": [(topic, by_topic.get(topic.path, [])) for topic in topics],
        "patterns": [(pattern, pages.get(pattern.article_id or 0)) for pattern in patterns],
    }
    return render(request, "articles/symptoms.html", context)
