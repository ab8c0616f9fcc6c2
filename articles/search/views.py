"""/search/: the same answer for everybody, without session, without JavaScript."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.search.failed import record_failed_search
from articles.search.kinds import KINDS
from articles.search.results import results_for
from articles.search.searching import find, spellings_of, topics_of
from articles.search.suggestions import near_words
from japanese_search.words import MAX_QUERY, words_of


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the form and what `?q=` finds, narrowed by `kind` and `topic`; values that do not exist are ignored."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:MAX_QUERY]
    topics = topics_of(site)
    kind = next((kind for kind in KINDS if kind.slug == request.GET.get("kind")), None)
    topic = next((topic for topic in topics if topic.slug == request.GET.get("topic")), None)
    context = {
        "query": query,
        "max_query": MAX_QUERY,
        "kinds": [(kind, None) for kind in KINDS],
        "kind": kind,
        "topics": topics,
        "topic": topic,
    }
    if words_of(query):
        found = find(site, query, kind=kind, topic=topic, number=request.GET.get("p", ""))
        context |= {
            "found": found.pages,
            "kinds": list(found.counts.items()),
            "results": results_for(found.pages, spellings_of(query), request),
        }
        if not any(found.counts.values()):
            context["near_words"] = near_words(query)
            if topic is None and request.method == "GET":
                record_failed_search(query)
    return render(request, "search/search.html", context)
