"""Which articles a change of a tail will reach, shown where the change is made."""

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from articles.where_to_start.panel import preview_url

# A page of links that nobody scrolls through any more.
MOST_LISTED = 300


class TailUsagePanel(Panel):
    """Lists the articles that end with the tail being edited."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("この末尾が付く記事"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one tail."""

        template_name = "articles/admin/tail_usage_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            articles = apps.get_model("articles", "ArticlePage").objects
            light = articles.only("pk", "title", "live").order_by("title")
            chosen = light.filter(tail_id=self.instance.pk)
            is_default = self.instance.sites_with_default.exists()
            # An article whose own tail is withdrawn ends with the common one (choice.tail_of).
            without_own = Q(tail__isnull=True) | Q(tail__live=False)
            by_default = (
                light.filter(without_own).exclude(tail_id=self.instance.pk) if is_default else light.none()
            )
            return context | {
                "is_default": is_default,
                "default": by_default[:MOST_LISTED],
                "default_count": by_default.count(),
                "chosen": chosen[:MOST_LISTED],
                "chosen_count": chosen.count(),
                "preview_url": preview_url(self.instance.pk),
            }
