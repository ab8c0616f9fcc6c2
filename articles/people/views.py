"""/people/<slug>/: who somebody is, and what they wrote or reviewed."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.article.cards import article_cards
from articles.article.models import ArticlePage
from articles.people.models import Person
from articles.pictures import prepare_pictures
from articles.review.badge import holds
from articles.structured_data.people import person_id, person_node
from articles.topics.above import topics_above
from toelab.base.structured_data.nodes import as_script, node, reference
from toelab.base.structured_data.site import site_nodes, website_id
from toelab.base.urls import absolute_url


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one person; 404 for a person without an address of their own."""
    shown = get_object_or_404(
        Person.objects.select_related("photo").prefetch_related("credentials"), slug=slug
    )
    prepare_pictures([shown.photo])
    url = absolute_url(shown.get_absolute_url())
    profile = node(
        "ProfilePage",
        id=f"{url}#page",
        url=url,
        name=shown.name,
        inLanguage="ja",
        isPartOf=reference(website_id()),
        mainEntity=reference(person_id(shown)),
    )
    context = {
        "person": shown,
        "written": article_cards(
            lambda articles: articles.filter(authors__person=shown).distinct().order_by("-first_published_at")
        ),
        "reviewed": article_cards(
            lambda articles: articles.filter(pk__in=_reviewed_by(shown)).order_by("-first_published_at")
        ),
        "data": as_script([profile, person_node(shown), *site_nodes(request)]),
    }
    return render(request, "articles/person.html", context)


def _reviewed_by(reviewer: Person) -> Iterable[int]:
    """The articles whose words are still those that this person reviewed."""
    found = ArticlePage.objects.live().filter(review_records__reviewer=reviewer).distinct()
    articles = list(found.prefetch_related("review_records"))
    topics = topics_above(articles)
    return [
        article.pk
        for article in articles
        if any(
            record.reviewer_id == reviewer.pk and holds(record, article, topics[article.pk])
            for record in article.review_records.all()
        )
    ]
