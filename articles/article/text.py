"""The words of an article, without its looks."""

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from wagtail.blocks import StreamValue

from articles.safety.inherited import inherited_signs

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.topics.models import TopicPage


def text_of(article: "ArticlePage") -> str:
    """Return all words of the article that are its own: title, lead and body, one piece to a line.

    Not included: pictures' files, the size of headings, reminders of articles still to be written, lists of
    other articles, the shared tail, words for search engines.
    """
    return _lines([article.title, article.lead, *_words(article.body)])


def _words(blocks: StreamValue) -> list[str]:
    words: list[str] = blocks.stream_block.get_searchable_content(blocks)
    return words


def _lines(pieces: Iterable[str]) -> str:
    return "\n".join(piece.strip() for piece in pieces if piece.strip())


def weight_of_words(blocks: StreamValue) -> list[str]:
    """Return what changes the meaning of words that stay the same, one line each.

    How urgent a sign is, how long a step is held and how often it is repeated: a doctor signed that as well.
    """
    lines = []
    for child in blocks:
        if child.block_type == "safety":
            for urgency, signs in child.value.levels:
                lines.append(f"{urgency.code}: {len(signs)}")
        elif child.block_type == "steps":
            for step in child.value["steps"]:
                lines.append(f"{step['hold_seconds']} s × {step['repetitions']}")
    return lines


def text_digest(article: "ArticlePage", topic: "TopicPage | None") -> str:
    """Return a fingerprint of the article's words and their weight: nothing changed, equal fingerprint.

    The signs that the article borrows from `topic` are among them: readers get them as a part of what was reviewed.
    """
    pieces = [text_of(article), *weight_of_words(article.body)]
    if signs := inherited_signs(article, topic):
        pieces += [_lines(_words(signs)), *weight_of_words(signs)]
    return sha256("\n".join(pieces).encode()).hexdigest()
