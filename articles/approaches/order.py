"""The order of the approaches: a property of the site, read from the page tree.

Dragging the pages in the explorer is all it takes to renumber them everywhere: no page stores its number.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from articles.links.prose import Prose

if TYPE_CHECKING:
    from articles.approaches.models import ApproachPage

CIRCLED_ONE = 0x2460
LAST_CIRCLED = 20


def circled(number: int) -> str:
    """Return ① for 1 … ⑳ for 20, and (21) beyond the signs that exist."""
    return chr(CIRCLED_ONE + number - 1) if 1 <= number <= LAST_CIRCLED else f"({number})"


@dataclass(frozen=True, slots=True)
class NumberedApproach:
    """An approach that readers can open, with its place in the order."""

    number: int
    page: "ApproachPage"
    introduction: Prose

    @property
    def symbol(self) -> str:
        """Its number as a sign: ①."""
        return circled(self.number)

    @property
    def name(self) -> str:
        """Its public name."""
        return self.page.title


def open_approaches() -> PageQuerySet:
    """Return the approaches that every reader can open: published, and not kept for some people."""
    return _published().exclude(_kept_private())


def private_approaches() -> PageQuerySet:
    """Return the published approaches that ask readers for a password or an account (Wagtail's privacy)."""
    return _published().filter(_kept_private())


def _published() -> PageQuerySet:
    return apps.get_model("articles", "ApproachPage").objects.live()


def _kept_private() -> Exists:
    """A page is private by its own restriction or by that of a page above.

    The same pages as Wagtail's `private()`, which asks for the restrictions first: a query more for each article.
    """
    path = ExpressionWrapper(OuterRef("path"), CharField())
    return Exists(PageViewRestriction.objects.alias(below=path).filter(below__startswith=F("page__path")))


def approaches_in_order() -> list[NumberedApproach]:
    """Return the approaches that readers can open, numbered 1, 2, 3 … in the order of the page tree: one query.

    Their introductions are values of their own so that `resolve_links` can look up what they link to.
    An approach that is not published or is private has no number, and those after it move up.
    """
    pages = open_approaches().defer("body").select_related("hero_image").order_by("path")
    return [
        NumberedApproach(number, page, Prose(page.introduction)) for number, page in enumerate(pages, start=1)
    ]
