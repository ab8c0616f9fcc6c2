"""A found page as the reader sees it: where it stands and why it was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from articles.search.kinds import Kind, kind_of
from japanese_search.indexing import searchable_text
from japanese_search.snippets import Piece, highlighted, snippet
from toelab.base.typesetting.setting import set_in_phrases


@dataclass(frozen=True, slots=True)
class Result:
    """One found page; texts come in pieces, those that were searched for are hits. A title comes phrase by phrase."""

    url: str
    title: list[list[Piece]]
    snippet: list[Piece]
    kind: Kind
    trail: list[str]


def results_for(pages: Iterable[Page], words: Sequence[str], request: HttpRequest) -> list[Result]:
    """Return `pages` as results in the same order.

    `words` are all spellings that were searched for. The number of queries grows with the number of page types,
    not with the number of pages.
    """
    order = [page.pk for page in pages]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=order).specific()}
    found = [specific[pk] for pk in order if pk in specific]
    titles = _titles_above(found)
    return [
        Result(
            url=page.get_url(request) or "",
            title=_by_phrase(highlighted(page.title, words), set_in_phrases(page.title, request)),
            snippet=_snippet(page, words),
            kind=kind_of(type(page)),
            trail=[titles[path] for path in _paths_above(page) if path in titles],
        )
        for page in found
    ]


def _by_phrase(pieces: Iterable[Piece], phrases: Iterable[str]) -> list[list[Piece]]:
    """Return the same letters phrase by phrase: a line may end between phrases, also in the middle of a hit."""
    waiting = list(pieces)
    lines = []
    for phrase in phrases:
        line, missing = [], len(phrase)
        while missing:
            piece = waiting.pop(0)
            line.append(Piece(piece.text[:missing], piece.is_hit))
            if rest := piece.text[missing:]:
                waiting.insert(0, Piece(rest, piece.is_hit))
            missing -= len(line[-1].text)
        lines.append(line)
    return lines


def _snippet(page: Page, words: Sequence[str]) -> list[Piece]:
    """Return the part of the text with the hits; of a page found by its title, what it says about itself."""
    pieces = snippet(searchable_text(page, without=("title",)), words)
    if any(piece.is_hit for piece in pieces):
        return pieces
    return snippet(page.search_description or getattr(page, "meta_description", ""), words) or pieces


def _paths_above(page: Page) -> list[str]:
    """Return the paths of the pages above, without the root and the front page."""
    return [page.path[:end] for end in range(3 * page.steplen, len(page.path), page.steplen)]


def _titles_above(pages: Iterable[Page]) -> dict[str, str]:
    paths = {path for page in pages for path in _paths_above(page)}
    return dict(Page.objects.live().filter(path__in=paths).values_list("path", "title")) if paths else {}
