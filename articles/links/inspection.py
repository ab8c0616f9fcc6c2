"""Finding links that lead readers nowhere: pages still to be written, not published, or deleted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from articles.links.prose import Prose, linked_page_ids
from articles.links.reference import PageReference


class ProblemKind(models.TextChoices):
    """Why a link leads nowhere."""

    PENDING = "pending", _("これから書く記事")
    UNPUBLISHED = "unpublished", _("非公開のページ")
    DELETED = "deleted", _("削除されたページ")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A wish to link somewhere: to a page, or to a title that has no page yet."""

    place: str
    page_id: int | None = None
    pending_title: str = ""


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A link that readers do not see, and what its editor can do about it."""

    kind: ProblemKind
    place: str
    target_title: str
    target_id: int | None = None


def _in_block(value: Any, place: str) -> Iterator[FoundLink]:
    if isinstance(value, StreamValue):
        for child in value:
            yield from _in_block(child.value, f"{place} › {child.block.label}")
    elif isinstance(value, ListValue):
        for item in value:
            yield from _in_block(item, place)
    elif isinstance(value, Mapping):
        if value.get("pending_title") and not value.get("page"):
            yield FoundLink(place, pending_title=value["pending_title"])
        borrowed = getattr(value, "page_reference", None)
        if borrowed and borrowed is not value.get("page"):
            yield FoundLink(place, page_id=borrowed.pk)
        for item in value.values():
            yield from _in_block(item, place)
    elif isinstance(value, PageReference | Prose):
        for pk in sorted(value.page_ids):
            yield FoundLink(place, page_id=pk)


def _in_fields(instance: models.Model) -> Iterator[FoundLink]:
    for field in instance._meta.concrete_fields:
        place = str(field.verbose_name)
        if isinstance(field, StreamField):
            yield from _in_block(getattr(instance, field.name), place)
        elif isinstance(field, RichTextField):
            for pk in sorted(linked_page_ids(getattr(instance, field.name))):
                yield FoundLink(place, page_id=pk)
        elif _chooses_a_page(field) and (pk := getattr(instance, field.attname)):
            yield FoundLink(place, page_id=pk)


def _chooses_a_page(field: models.Field) -> bool:
    is_link = isinstance(field, models.ForeignKey) and not isinstance(field, ParentalKey)
    target = field.related_model
    # A page's own parent pointers (page_ptr, alias_of) are no links.
    return (
        is_link
        and isinstance(target, type)
        and issubclass(target, Page)
        and not field.name.endswith(("_ptr", "alias_of"))
    )


def links_of(instance: models.Model) -> list[FoundLink]:
    """Return every link an editor put into `instance`: rich text, blocks, chosen pages, inline rows."""
    found = list(_in_fields(instance))
    for relation in instance._meta.related_objects:
        accessor = relation.get_accessor_name()
        if accessor and isinstance(relation.field, ParentalKey):
            for row in getattr(instance, accessor).all():
                found += _in_fields(row)
    return found


def problems_among(links: Iterable[FoundLink], pages: Mapping[int, Page]) -> list[LinkProblem]:
    """Return what is wrong with `links`, given the existing pages among their targets by id."""
    problems = []
    for link in links:
        if link.page_id is None:
            problems.append(LinkProblem(ProblemKind.PENDING, link.place, link.pending_title))
        elif link.page_id not in pages:
            problems.append(LinkProblem(ProblemKind.DELETED, link.place, "", link.page_id))
        elif not pages[link.page_id].live:
            page = pages[link.page_id]
            problems.append(LinkProblem(ProblemKind.UNPUBLISHED, link.place, page.title, page.pk))
    return problems


def target_pages(links: Iterable[FoundLink]) -> dict[int, Page]:
    """Return the existing targets of `links` by id: one query."""
    wanted = {link.page_id for link in links if link.page_id}
    return Page.objects.only("pk", "title", "live").in_bulk(wanted) if wanted else {}


def link_problems(instance: models.Model) -> list[LinkProblem]:
    """Return the links of `instance` that readers cannot follow."""
    links = links_of(instance)
    return problems_among(links, target_pages(links))
