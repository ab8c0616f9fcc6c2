"""From articles to the topics they stand in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.topics.models import TopicPage

if TYPE_CHECKING:
    from articles.article.models import ArticlePage


def topics_above(articles: Sequence["ArticlePage"]) -> dict[int, TopicPage | None]:
    """Return the topic of each article by the article's id: one query however many they are."""
    above = {article.pk: article.path[: -article.steplen] for article in articles}
    topics = {topic.path: topic for topic in TopicPage.objects.filter(path__in=set(above.values()))}
    return {pk: topics.get(path) for pk, path in above.items()}
