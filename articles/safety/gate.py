"""No article about a symptom goes live without saying when to see a doctor first.

Each door to readers has this gate: the edit forms of an article and of its topic (articles.article.forms,
articles.topics.forms), the explorer's bulk publishing and moving (`refuse_bulk_publishing`, `refuse_move`), and
everything that publishes a revision in code, in a workflow or on a schedule (ArticlePage.publish). Drafts may be saved
without it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import Page

from articles.article.models import ArticlePage
from articles.topics.models import TopicPage

MISSING = _(
    "このテーマは症状のテーマです。本文に「受診の目安」を入れてから公開してください（テーマに共通の目安を書くこともできます）。"
)


def lacks_safety(body: StreamValue, topic: TopicPage | None) -> bool:
    """Whether an article of `topic` with this body would leave its readers without the signs."""
    if topic is None or not topic.is_symptom or topic.has_safety:
        return False
    return body.first_block_by_name("safety") is None


def relying_on(topic: TopicPage) -> list[ArticlePage]:
    """Return the published articles of `topic` that have no signs of their own."""
    if not topic.pk:
        return []
    articles = ArticlePage.objects.live().child_of(topic)
    return [each for each in articles if each.body.first_block_by_name("safety") is None]


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Hook: keep a published article from a topic of a symptom under which it would have no signs."""
    article, topic = page.specific, destination.specific
    if not (isinstance(article, ArticlePage) and article.live and isinstance(topic, TopicPage)):
        return None
    if not lacks_safety(article.body, topic):
        return None
    messages.error(
        request, _("「%(title)s」は移動できません。%(why)s") % {"title": article.title, "why": MISSING}
    )
    return redirect("wagtailadmin_explore", article.get_parent().pk)


def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Hook: send the editor back with the titles of the articles that cannot be published."""
    if action_type != "publish":
        return None
    pages = [each for each in objects if isinstance(each, Page)]
    refused = [title for page in pages for title in _refused_titles(page, action)]
    if not refused:
        return None
    titles = "".join(f"「{title}」" for title in refused)
    messages.error(request, _("%(titles)sは公開できません。%(why)s") % {"titles": titles, "why": MISSING})
    return redirect(action.next_url)


def _refused_titles(page: Page, action: Any) -> list[str]:
    chosen = [page]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        chosen += list(page.get_descendants().not_live())
    articles = ArticlePage.objects.filter(pk__in=[each.pk for each in chosen])
    drafts = [article.get_latest_revision_as_object() for article in articles]
    return [draft.title for draft in drafts if lacks_safety(draft.body, draft.topic)]
