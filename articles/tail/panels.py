"""Which articles a change of a tail will reach, shown where the change is made."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

MOST_LISTED = 20


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
            chosen = articles.filter(tail_id=self.instance.pk).defer("body", "next_reads").order_by("title")
            is_default = self.instance.sites_with_default.exists()
            return context | {
                "is_default": is_default,
                "default_count": articles.filter(tail__isnull=True).count() if is_default else 0,
                "chosen": chosen[:MOST_LISTED],
                "chosen_count": chosen.count(),
            }
