"""The words of an article, without its looks."""

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.article.models import ArticlePage


def text_of(article: "ArticlePage") -> str:
    """Return all words of the article that are its own: title, lead and body, one piece to a line.

    Not included: pictures' files, the size of headings, reminders of articles still to be written, lists of
    other articles, the shared tail, words for search engines.
    """
    words = article.body.stream_block.get_searchable_content(article.body)
    return "\n".join(piece.strip() for piece in (article.title, article.lead, *words) if piece.strip())


def text_digest(article: "ArticlePage") -> str:
    """Return a fingerprint of the article's words: equal words, equal fingerprint."""
    return sha256(text_of(article).encode()).hexdigest()
