"""Everything an article page shows besides its own fields, gathered with as few queries as possible.

The number of queries does not depend on the number of blocks or links.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest

from articles.approaches.order import approaches_in_order
from articles.article.cards import article_cards
from articles.article.neighbours import neighbours_of
from articles.article.next_reads import NextRead, fallback_reads, written_reads
from articles.article.text import text_of
from articles.blocks.contents import contents_list
from articles.japanese.reading_time import reading_minutes
from articles.links.resolve import links_in, offers_products, resolve_links
from articles.pictures import prepare_pictures
from articles.references.article import connect_references
from articles.review.badge import valid_review
from articles.tail.choice import tail_of
from articles.topics.models import TopicPage

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.people.models import Person
    from articles.tail.models import Tail

MOST_RELATED = 4


def topic_of(article: "ArticlePage") -> TopicPage | None:
    """Return the topic the article stands in."""
    return TopicPage.objects.parent_of(article).first() if article.path else None


def what_next(article: "ArticlePage", topic: TopicPage | None) -> list[NextRead]:
    """Return where a reader may go on: the editor's questions, else the topic's own articles."""
    written = written_reads(article.next_reads, except_for=article.pk)
    if written or topic is None:
        return written
    siblings = type(article).objects.child_of(topic).live().defer("body", "next_reads").order_by("path")
    return fallback_reads(topic, siblings, except_for=article.pk)


def related_articles(article: "ArticlePage", already: set[int]) -> list["ArticlePage"]:
    """Return up to four related articles that are not in `already`: the editor's choice first.

    What is left is filled with articles about the same foot patterns.
    """
    chosen = [related.target_id for related in article.related.all()]
    patterns = [pattern.pk for pattern in article.patterns.all()]
    if not chosen and not patterns:
        return []
    cards = article_cards(
        lambda articles: (
            articles.filter(Q(pk__in=chosen) | Q(patterns__in=patterns))
            .exclude(pk__in=already | {article.pk} - {None})
            .distinct()
            .order_by("path")
        )
    )
    place = {pk: number for number, pk in enumerate(chosen)}
    cards.sort(key=lambda card: place.get(card.pk, len(place)))
    return cards[:MOST_RELATED]


def _authors(article: "ArticlePage") -> list["Person"]:
    """The authors in their order, with photos and credentials."""
    authors = article.authors.select_related("person__photo").prefetch_related("person__credentials")
    return [author.person for author in authors.order_by("sort_order")]


def reading_context(
    article: "ArticlePage", request: HttpRequest | None, *, tail: "Tail | None" = None
) -> dict[str, Any]:
    """Return the template context of an article page.

    `tail` replaces the tail readers would see: that is how a draft of a tail is previewed.
    """
    tail = tail or tail_of(article, request)
    topic = topic_of(article)
    # A topic's own signs stand in for those an article does not have.
    safety = topic.safety if topic and not article.body.first_block_by_name("safety") else None
    shown = [article.body, *([safety] if safety else []), *([tail.body] if tail else [])]
    block_values = [*shown, article.next_reads]
    approaches = approaches_in_order()
    resolve_links(*block_values, *(approach.introduction for approach in approaches))
    authors = _authors(article)
    review = valid_review(article)
    people = [*authors, *([review.reviewer] if review else [])]
    prepare_pictures([article.hero_image, *(person.photo for person in people)], *block_values)
    reads = what_next(article, topic)
    linked = {pk for link in links_in(article.body) for pk in link.page_ids} | {read.pk for read in reads}
    return {
        "topic": topic,
        "breadcrumb": article.get_ancestors().live().filter(depth__gt=1) if article.path else [],
        "contents": [*(contents_list(safety) if safety else []), *contents_list(article.body)],
        "authors": authors,
        "review": review,
        "safety": safety,
        "reading_minutes": reading_minutes(text_of(article)),
        "references": connect_references(article.body),
        "corrections": list(article.corrections.all()) if article.pk else [],
        "sells": offers_products(*shown),
        "neighbours": neighbours_of(article, topic),
        "tail": tail,
        "approaches": approaches,
        "what_next": reads,
        "tail_asks_what_next": bool(tail and tail.body.first_block_by_name("what_next")),
        "related": related_articles(article, linked),
    }
