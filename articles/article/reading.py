"""Everything an article page shows besides its own fields, gathered with as few queries as possible.

The number of queries does not depend on the number of blocks or links.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from articles.approaches.order import approaches_in_order
from articles.article.cards import article_cards
from articles.article.neighbours import neighbours_of
from articles.article.next_reads import (
    ENOUGH_READS,
    NextRead,
    automatic_reads,
    popular_reads,
    topic_reads,
    written_reads,
)
from articles.article.text import text_of
from articles.blocks.contents import contents_list
from articles.glossary.article import connect_glossary
from articles.japanese.reading_time import reading_minutes
from articles.links.resolve import links_in, offers_products, resolve_links
from articles.pictures import prepare_pictures
from articles.references.article import connect_references
from articles.review.badge import valid_review
from articles.safety.inherited import inherited_signs
from articles.tail.choice import tail_of
from articles.topics.models import TopicPage
from articles.where_to_start.answers import is_answered

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.people.models import Person
    from articles.tail.models import Tail

MOST_RELATED = 4


def topic_of(article: "ArticlePage") -> TopicPage | None:
    """Return the topic the article stands in."""
    return TopicPage.objects.parent_of(article).first() if article.path else None


@dataclass(frozen=True, slots=True)
class Kinship:
    """What an article is related to: its topic, its foot patterns, the articles its editor chose."""

    topic: TopicPage | None
    patterns: list[int]
    chosen: list[int]


def kinship_of(article: "ArticlePage") -> Kinship:
    """Look up what `article` is related to: three queries."""
    return Kinship(
        topic=topic_of(article),
        patterns=[pattern.pk for pattern in article.patterns.all()],
        chosen=[related.target_id for related in article.related.all()],
    )


def what_next(article: "ArticlePage", kin: Kinship) -> list[NextRead]:
    """Return where a reader may go on: the editor's questions, completed by rule (next_reads.automatic_reads).

    What the text already links to, or its editor chose as related, is not offered again, unless nothing else is left.
    """
    written = written_reads(article.next_reads, except_for=article.pk)
    if len(written) >= ENOUGH_READS:
        return written
    candidates = read_candidates(article, kin)
    known = {read.pk for read in written} | linked_pages(article) | set(kin.chosen) | {article.pk}
    reads = written + automatic_reads(candidates, kin.topic, without=known)
    reads += popular_reads(type(article).objects.live(), without=known | {read.pk for read in reads})
    reads = reads or automatic_reads(candidates, kin.topic, without={article.pk})
    return (reads or topic_reads(except_for=kin.topic))[:ENOUGH_READS]


def read_candidates(article: "ArticlePage", kin: Kinship) -> list["ArticlePage"]:
    """Return the published articles of the same topic or (`alike`) of a same foot pattern, in the tree's order."""
    links = type(article).patterns.through.objects
    alike = links.filter(articlepage=OuterRef("pk"), footpattern__in=kin.patterns)
    wanted = Q(alike=True) | (Q(path__startswith=kin.topic.path) if kin.topic else Q())
    articles = type(article).objects.live().annotate(alike=Exists(alike)).filter(wanted)
    return list(articles.defer("body", "next_reads").order_by("path"))


def linked_pages(article: "ArticlePage") -> set[int]:
    """Return the ids of the pages that the text of `article` links to."""
    return {pk for link in links_in(article.body) for pk in link.page_ids}


def start_read(article: "ArticlePage", topic: TopicPage | None, reads: list[NextRead]) -> NextRead | None:
    """Return the article to read with an answer of the recommendation: the topic's pillar, or the next read."""
    pillar = topic.pillar if topic else None
    if pillar and pillar.live and pillar.pk != article.pk:
        return NextRead("", pillar.pk, pillar.title, pillar.get_url())
    return reads[0] if reads else None


def related_articles(article: "ArticlePage", kin: Kinship, already: set[int]) -> list["ArticlePage"]:
    """Return up to four related articles that are not in `already`: the editor's choice first.

    What is left is filled with articles about the same foot patterns.
    """
    if not kin.chosen and not kin.patterns:
        return []
    cards = article_cards(
        lambda articles: (
            articles.filter(Q(pk__in=kin.chosen) | Q(patterns__in=kin.patterns))
            .exclude(pk__in=already | {article.pk} - {None})
            .distinct()
            .order_by("path")
        )
    )
    place = {pk: number for number, pk in enumerate(kin.chosen)}
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
    kin = kinship_of(article)
    safety = inherited_signs(article, kin.topic)
    shown = [article.body, *([safety] if safety else []), *([tail.body] if tail else [])]
    block_values = [*shown, article.next_reads]
    approaches = approaches_in_order()
    resolve_links(*block_values, *(approach.introduction for approach in approaches))
    connect_glossary(article.body)
    authors = _authors(article)
    review = valid_review(article, kin.topic)
    people = [*authors, *([review.reviewer] if review else [])]
    prepare_pictures([article.hero_image, *(person.photo for person in people)], *block_values)
    reads = what_next(article, kin)
    linked = linked_pages(article) | {read.pk for read in reads}
    answered = bool(request and is_answered(request.GET))
    return {
        "answered": answered,
        "start_read": start_read(article, kin.topic, reads) if answered else None,
        "topic": kin.topic,
        "breadcrumb": article.get_ancestors().live().filter(depth__gt=1) if article.path else [],
        "contents": [*(contents_list(safety) if safety else []), *contents_list(article.body)],
        "authors": authors,
        "review": review,
        "safety": safety,
        "reading_minutes": reading_minutes(text_of(article)),
        "references": connect_references(article.body),
        "corrections": list(article.corrections.all()) if article.pk else [],
        "sells": offers_products(*shown),
        "neighbours": neighbours_of(article, kin.topic),
        "tail": tail,
        "approaches": approaches,
        "what_next": reads,
        "tail_asks_what_next": bool(tail and tail.body.first_block_by_name("what_next")),
        "related": related_articles(article, kin, linked),
    }
