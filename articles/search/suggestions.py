"""What to offer somebody whose search found nothing."""

from collections.abc import Iterable

from articles.approaches.models import ApproachPage
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


def nearest(words: Iterable[str], vocabulary: Iterable[str]) -> list[str]:
    """Return up to MOST entries of `vocabulary` that share letter pairs with one of `words`."""
    pairs = [_pairs(word) for word in words]
    scored = {known: max((_likeness(_pairs(known), p) for p in pairs), default=0.0) for known in vocabulary}
    near = [known for known, score in scored.items() if LIKENESS <= score < 1]
    return sorted(near, key=lambda known: -scored[known])[:MOST]


def _vocabulary() -> list[str]:
    live_titles = [
        *TopicPage.objects.live().values_list("title", flat=True),
        *ApproachPage.objects.live().values_list("title", flat=True),
    ]
    examples = FootPattern.objects.values_list("examples", flat=True)
    synonyms = [word for synonym in Synonym.objects.all() for word in synonym.group]
    return list(
        dict.fromkeys([*live_titles, *(word for text in examples for word in words_of(text)), *synonyms])
    )


def _pairs(word: str) -> set[str]:
    folded = f" {fold(word)} "
    return {folded[place : place + 2] for place in range(len(folded) - 1)}


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
