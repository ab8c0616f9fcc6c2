"""Finds the published pages of a site."""

from dataclasses import dataclass

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from articles.search.kinds import KINDS, OTHER, Kind, content_types_of
from articles.search.synonyms import synonym_groups
from articles.topics.models import TopicPage
from japanese_search.words import Synonyms, words_of

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: one page of results, and how many there are of each kind."""

    pages: ResultPage
    counts: dict[Kind, int]


def topics_of(site: Site) -> list[TopicPage]:
    """Return the topics that readers can choose between, in the order of the page tree."""
    return list(TopicPage.objects.live().descendant_of(site.root_page).order_by("path"))


def find(site: Site, query: str, *, kind: Kind | None, topic: TopicPage | None, number: str) -> Found:
    """Return page `number` (as typed into the address; nonsense means the first) of what `query` finds.

    Only published pages that everybody may read. `kind` and `topic` narrow the results; the counts show what each
    kind would give within the topic.
    """
    pages = Page.objects.live().public().descendant_of(topic or site.root_page, inclusive=True)
    counts = _counts(pages, query)
    results = pages if kind is None else _of_kind(pages, kind)
    paginator = Paginator(results.search(query), PER_PAGE)
    paginator.count = sum(counts.values()) if kind is None else counts[kind]
    return Found(paginator.get_page(number), counts)


def spellings_of(query: str) -> list[str]:
    """Return every word of the search in all spellings that are searched for."""
    synonyms = Synonyms(synonym_groups())
    return [spelling for word in words_of(query) for spelling in synonyms.alternatives(word)]


def _of_kind(pages: PageQuerySet, kind: Kind) -> PageQuerySet:
    if kind is OTHER:
        return pages.exclude(content_type__in=list(content_types_of(KINDS)))
    return pages.filter(content_type__in=list(content_types_of([kind])))


def _counts(pages: PageQuerySet, query: str) -> dict[Kind, int]:
    kinds = content_types_of(KINDS)
    counts = dict.fromkeys(KINDS, 0)
    for content_type, count in pages.search(query, order_by_relevance=False).facet("content_type_id").items():
        counts[kinds.get(content_type, OTHER)] += count
    return counts
