"""What tails add to the Wagtail admin; imported by articles/wagtail_hooks.py."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.actions.registry import ActionRegistry
from wagtail.log_actions import LogFormatter

from articles.tail.keeping import refuse_to_withdraw
from articles.tail.models import Tail
from articles.tail.publishing import REFUSED, PublishTailAction


@hooks.register("register_actions")
def tail_actions(registry: ActionRegistry) -> None:
    """Let every caller of "publish" meet the proof."""
    registry.register(Tail, PublishTailAction)


@hooks.register("before_unpublish")
def keep_common_tail(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Refuse to unpublish the tail that a site's articles end with."""
    return refuse_to_withdraw(request, instance) if isinstance(instance, Tail) else None


@hooks.register("register_log_actions")
def tail_log_actions(actions: Any) -> None:
    """Let the history of a tail say why a scheduled version did not go live."""

    @actions.register_action(REFUSED)
    class RefusedFormatter(LogFormatter):
        label = _("予約した公開の取りやめ")

        def format_message(self, log_entry: Any) -> str:
            return _("公開できなかったため、予約を取りやめました。%(reasons)s") % {
                "reasons": " ".join(log_entry.data.get("complaints", []))
            }
