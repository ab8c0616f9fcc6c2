"""Why a tail must stay published: without it, a site's articles would end with nothing."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

if TYPE_CHECKING:
    from articles.tail.models import Tail


def why_kept(tail: "Tail") -> str | None:
    """Return the sentence that forbids to withdraw `tail`, or None when nothing stands in the way."""
    if not tail.pk or not tail.sites_with_default.exists():
        return None
    return _(
        "「%(tail)s」はサイト共通の末尾なので、非公開にできません。"
        "先に「設定 → 記事の設定」で、公開中のほかの末尾を選んでください。"
    ) % {"tail": tail}


def why_not_for_all(tail: "Tail") -> str | None:
    """Return why `tail` cannot be the tail of a whole site, or None when it can."""
    if not tail.live:
        return _("この末尾は公開されていません。先に公開するか、公開中の末尾を選んでください。")
    if tail.expire_at:
        return _("この末尾は公開を終える日時が決まっています。その予約を外すか、ほかの末尾を選んでください。")
    return None


def refuse_to_withdraw(request: HttpRequest, tail: "Tail") -> HttpResponse | None:
    """Say why `tail` is kept and go back to it; None when nothing stands in the way."""
    if not (reason := why_kept(tail)):
        return None
    messages.error(request, reason)
    return redirect(tail.snippet_viewset.get_url_name("edit"), tail.pk)
