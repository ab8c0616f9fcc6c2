"""The topics as the front page shows them: with their pillar and how many articles they hold."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Left

from articles.article.models import ArticlePage
from articles.pictures import prepare_pictures
from articles.topics.models import TopicPage


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A published topic; `pillar` is None while no published article explains it whole."""

    page: TopicPage
    pillar: ArticlePage | None
    article_count: int


def topic_cards() -> list[TopicCard]:
    """Return the published topics in the order of the page tree.

    Three queries however many topics and articles there are: topics, numbers of articles, pictures.
    """
    topics = list(
        TopicPage.objects.live()
        .select_related("hero_image", "pillar")
        .defer("pillar__body", "pillar__next_reads")
        .order_by("path")
    )
    if not topics:
        return []
    prepare_pictures(topic.hero_image for topic in topics)
    # All topics stand at one depth, below the one list of articles, so that the first characters of an
    # article's place in the tree name its topic.
    counts = dict(
        ArticlePage.objects.live()
        .annotate(topic=Left("path", len(topics[0].path)))
        .order_by()
        .values("topic")
        .annotate(number=Count("pk"))
        .values_list("topic", "number")
    )
    return [
        TopicCard(
            topic, topic.pillar if topic.pillar and topic.pillar.live else None, counts.get(topic.path, 0)
        )
        for topic in topics
    ]
