"""Whether an article may carry the badge 医療監修."""

from typing import TYPE_CHECKING

from articles.article.text import text_digest
from articles.review.models import ReviewRecord

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.topics.models import TopicPage


def valid_review(article: "ArticlePage", topic: "TopicPage | None") -> ReviewRecord | None:
    """Return the newest review of exactly the words of `article` in `topic`, or None: one query.

    Changing a word takes the badge away, also one of the signs that the topic lends; changing it back brings it back,
    for those words were reviewed.
    """
    if article.pk is None:
        return None
    records = list(
        ReviewRecord.objects.filter(page_id=article.pk)
        .select_related("reviewer__photo")
        .prefetch_related("reviewer__credentials")
    )
    words = text_digest(article, topic) if records else ""
    return next((record for record in records if record.text_digest == words), None)


def holds(record: ReviewRecord, article: "ArticlePage", topic: "TopicPage | None") -> bool:
    """Whether `record` is about exactly the words of `article` in `topic`; no query."""
    return record.text_digest == text_digest(article, topic)
