"""Why a published approach must stay published: readers are being sent to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from articles.where_to_start.as_rules import rules_of

if TYPE_CHECKING:
    from articles.tail.models import Tail


def tails_sending_to(pages: Iterable[Page]) -> list[tuple["Tail", str, Page]]:
    """Return (published tail, name of its rule, page) for each rule that recommends one of `pages` or a page below."""
    approach_page = apps.get_model("articles", "ApproachPage")
    found = {}
    for page in pages:
        for approach in approach_page.objects.live().descendant_of(page, inclusive=True):
            found[approach.pk] = approach
    if not found:
        return []
    return [
        (tail, rule.name, found[key])
        for tail in apps.get_model("articles", "Tail").objects.filter(live=True)
        for block in tail.body.blocks_by_name("where_to_start")
        for rule in rules_of(block.value)
        for key in rule.approaches
        if key in found
    ]


def refuse_to_withdraw(request: HttpRequest, *pages: Page) -> HttpResponse | None:
    """Say which recommendation needs one of `pages` and go back to the page; None when nothing stands in the way."""
    uses = tails_sending_to(pages)
    for tail, rule, approach in uses:
        messages.error(
            request,
            _(
                "「%(approach)s」は、公開中の末尾「%(tail)s」の推奨「%(rule)s」がすすめているため、"
                "非公開にしたり削除したりできません。先に末尾の推奨を直して公開してください。"
            )
            % {"approach": approach.title, "tail": tail, "rule": rule},
        )
    return redirect("wagtailadmin_explore", uses[0][2].get_parent().pk) if uses else None
