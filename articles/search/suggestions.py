"""What to offer somebody whose search found nothing."""

from collections.abc import Iterable, Mapping

from articles.approaches.order import open_approaches
from articles.foot_patterns.models import FootPattern
from articles.search.models import Synonym
from articles.topics.models import TopicPage
from japanese_search.folding import fold
from japanese_search.words import words_of

MOST = 5
LIKENESS = 0.3
"""From which share of common letter pairs on a word counts as near (Dice's coefficient)."""


def near_words(query: str) -> list[str]:
    """Return words of this site that are written like a word of the search, the nearest first."""
    return nearest(words_of(query), _vocabulary())


def nearest(words: Iterable[str], vocabulary: Mapping[str, str]) -> list[str]:
    """Return up to MOST words to offer: those whose key in `vocabulary` shares letter pairs with one of `words`."""
    pairs = [_pairs(word) for word in words]
    scores: dict[str, float] = {}
    for known, offered in vocabulary.items():
        score = max((_likeness(_pairs(known), searched) for searched in pairs), default=0.0)
        if LIKENESS <= score < 1:
            scores[offered] = max(score, scores.get(offered, 0.0))
    return sorted(scores, key=lambda offered: -scores[offered])[:MOST]


def _vocabulary() -> dict[str, str]:
    """Return what to offer for each known word; for a synonym that is the first word of its group."""
    titles = [
        *TopicPage.objects.live().values_list("title", flat=True),
        *open_approaches().values_list("title", flat=True),
    ]
    examples = [
        word for text in FootPattern.objects.values_list("examples", flat=True) for word in words_of(text)
    ]
    groups = [synonym.group for synonym in Synonym.objects.all()]
    return {word: word for word in (*titles, *examples)} | {
        word: group[0] for group in groups for word in group
    }


def _pairs(word: str) -> set[str]:
    folded = f" {fold(word)} "
    return {folded[place : place + 2] for place in range(len(folded) - 1)}


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
