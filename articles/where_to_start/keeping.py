"""Why an approach that readers can open must stay open to all of them: they are being sent to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.signals import page_published

from articles.approaches.order import open_approaches
from articles.where_to_start.as_rules import rules_of
from articles.withdrawal import call_off

if TYPE_CHECKING:
    from articles.tail.models import Tail


def tails_sending_to(pages: Iterable[Page]) -> list[tuple["Tail", str, Page]]:
    """Return (published tail, name of its rule, approach) for each rule that sends readers to `pages` or below.

    Nobody is sent to an approach that is private already (`approaches_in_order`): it is free to go.
    """
    found = {}
    for page in pages:
        for approach in open_approaches().descendant_of(page, inclusive=True):
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


def why_kept(tail: "Tail", rule: str, approach: Page) -> str:
    """Return the sentence that forbids to withdraw `approach` or to make it private."""
    return _(
        "「%(approach)s」は、公開中の末尾「%(tail)s」の推奨「%(rule)s」がすすめているため、"
        "非公開にしたり、公開範囲を限ったり、削除したりできません。先に末尾の推奨を直して公開してください。"
    ) % {"approach": approach.title, "tail": tail, "rule": rule}


def reason_to_keep(page: Page) -> str | None:
    """Return why an approach must stay published, or None when nothing stands in the way."""
    uses = tails_sending_to([page]) if page.pk else []
    return why_kept(*uses[0]) if uses else None


def keep_published(instance: Page, **kwargs: Any) -> None:
    """Take the last hour from an approach that code published with one (signal `page_published`).

    The form refuses it (ApproachPageForm); `publish_scheduled` would later withdraw the page without asking it.
    """
    if instance.expire_at and (reason := reason_to_keep(instance)):
        call_off(instance, reason)


def connect() -> None:
    """Listen to the publication of approaches. Called once, when all models exist."""
    approach_page = apps.get_model("articles", "ApproachPage")
    page_published.connect(keep_published, sender=approach_page, dispatch_uid="articles.where_to_start.keep")


def refuse_to_withdraw(request: HttpRequest, *pages: Page) -> HttpResponse | None:
    """Say which recommendation needs one of `pages` and go back to the page; None when nothing stands in the way."""
    uses = tails_sending_to(pages)
    for use in uses:
        messages.error(request, why_kept(*use))
    return redirect("wagtailadmin_explore", uses[0][2].get_parent().pk) if uses else None
