"""The signs that an article borrows from its topic."""

from typing import TYPE_CHECKING

from wagtail.blocks import StreamValue

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.topics.models import TopicPage


def inherited_signs(article: "ArticlePage", topic: "TopicPage | None") -> StreamValue | None:
    """Return the signs of `topic` where they stand in for those that `article` does not have itself."""
    if topic is None or not topic.has_safety or article.body.first_block_by_name("safety"):
        return None
    return topic.safety
