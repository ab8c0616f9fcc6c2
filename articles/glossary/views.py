"""/glossary/: every word with its reading and what it means."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.glossary.models import Term
from articles.glossary.rows import in_rows
from articles.links.live_pages import live_pages
from articles.press.serving import pressed_file
from toelab.base.structured_data.nodes import as_script, node, reference
from toelab.base.structured_data.site import site_nodes, website_id
from toelab.base.urls import absolute_url


@require_safe
@pressed_file
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the whole glossary in the order of the syllabary: two queries of its own, however long it is."""
    terms = list(Term.objects.all())
    pages = live_pages(term.article_id for term in terms if term.article_id)
    url = absolute_url(reverse("glossary"))
    words = node(
        "DefinedTermSet",
        id=f"{url}#terms",
        name=_("用語集"),
        url=url,
        inLanguage="ja",
        hasDefinedTerm=[
            node(
                "DefinedTerm",
                id=f"{url}#{term.anchor}",
                name=term.word,
                alternateName=term.reading,
                description=term.explanation,
                url=f"{url}#{term.anchor}",
                inDefinedTermSet=reference(f"{url}#terms"),
            )
            for term in terms
        ],
    )
    page = node(
        "WebPage",
        id=f"{url}#page",
        url=url,
        name=_("用語集"),
        inLanguage="ja",
        isPartOf=reference(website_id()),
        mainEntity=reference(f"{url}#terms"),
    )
    context = {
        "rows": [
            (row, [(term, pages.get(term.article_id or 0)) for term in members])
            for row, members in in_rows(terms)
        ],
        "data": as_script([page, words, *site_nodes(request)]),
    }
    return render(request, "articles/glossary.html", context)
