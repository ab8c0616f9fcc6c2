"""What somebody may have meant whose address leads nowhere."""

from difflib import SequenceMatcher
from urllib.parse import unquote

from wagtail.models import Page

from articles.links.live_pages import LivePage, live_pages
from japanese_search.folding import fold

MOST = 3
LIKENESS = 0.6
LONGEST = 60
CANDIDATES = 1000
"""A site with more pages than this compares the newest ones: a missing page must stay a cheap answer."""


def near_pages(path: str) -> list[LivePage]:
    """Return up to three published pages whose address or title is like the end of `path`: two queries.

    Addresses of a former site (/2024/10/03/sciatica, /sciatica.html) are recognised by their last part.
    """
    wanted = fold(unquote(path).rstrip("/").rpartition("/")[2].partition(".")[0])[:LONGEST]
    if not wanted:
        return []
    pages = Page.objects.live().public().filter(depth__gt=2).order_by("-pk")
    scored = {
        pk: max(_likeness(wanted, fold(slug)), _likeness(wanted, fold(title)[:LONGEST]))
        for pk, slug, title in pages.values_list("pk", "slug", "title")[:CANDIDATES]
    }
    best = sorted((pk for pk, score in scored.items() if score >= LIKENESS), key=lambda pk: (-scored[pk], pk))
    found = live_pages(best[:MOST])
    return [found[pk] for pk in best[:MOST] if pk in found]


def _likeness(one: str, other: str) -> float:
    """From 0 to 1; the expensive comparison is made only where the cheap one leaves hope."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
        return 0.0
    return matcher.ratio()
