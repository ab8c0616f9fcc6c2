"""The articles before and after one in its topic."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.topics.models import TopicPage


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where the reading order of a topic leads, backwards and forwards."""

    previous: "ArticlePage | None" = None
    next: "ArticlePage | None" = None


def neighbours_of(article: "ArticlePage", topic: "TopicPage | None") -> Neighbours:
    """Return the published articles beside `article`: the topic's pillar first, then the order of the page tree.

    One query, of addresses and titles alone.
    """
    if topic is None or article.pk is None:
        return Neighbours()
    model = apps.get_model("articles", "ArticlePage")
    siblings = list(
        model.objects.child_of(topic).live().only("pk", "title", "short_title", "url_path").order_by("path")
    )
    siblings.sort(key=lambda page: page.pk != topic.pillar_id)
    place = next((n for n, page in enumerate(siblings) if page.pk == article.pk), None)
    if place is None:
        return Neighbours()
    return Neighbours(
        previous=siblings[place - 1] if place else None,
        next=siblings[place + 1] if place + 1 < len(siblings) else None,
    )
