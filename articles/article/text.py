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


def weight_of_words(article: "ArticlePage") -> list[str]:
    """Return what changes the meaning of words that stay the same, one line each.

    How urgent a sign is, how long a step is held and how often it is repeated: a doctor signed that as well.
    """
    lines = []
    for child in article.body:
        if child.block_type == "safety":
            for urgency, signs in child.value.levels:
                lines.append(f"{urgency.code}: {len(signs)}")
        elif child.block_type == "steps":
            for step in child.value["steps"]:
                lines.append(f"{step['hold_seconds']} s × {step['repetitions']}")
    return lines


def text_digest(article: "ArticlePage") -> str:
    """Return a fingerprint of the article's words and their weight: nothing changed, equal fingerprint."""
    return sha256("\n".join([text_of(article), *weight_of_words(article)]).encode()).hexdigest()
