"""What the articles add to the Wagtail admin; each line points to the room that does the work."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

import articles.search.hooks
import articles.tail.hooks
import articles.where_to_start.hooks  # noqa: F401 -- registers the truth table and keeps recommended pages
from articles.corrections.viewsets import CorrectionViewSet
from articles.foot_patterns.viewsets import FootPatternViewSet
from articles.glossary.viewsets import TermViewSet
from articles.links.report import LinkReportView
from articles.links.rich_text import use_live_page_links
from articles.people.viewsets import PersonViewSet
from articles.review.viewsets import ReviewRecordViewSet
from articles.ruby.rich_text import register_ruby
from articles.safety.gate import refuse_bulk_publishing, refuse_move
from articles.tail.viewsets import TailViewSet
from articles.withdrawal import CALLED_OFF

for viewset in (TailViewSet, FootPatternViewSet, PersonViewSet, TermViewSet):
    register_snippet(viewset)


@hooks.register("register_log_actions")
def withdrawal_log_actions(actions: Any) -> None:
    """Let a history say why something that others need did not go offline on its date."""

    @actions.register_action(CALLED_OFF)
    class CalledOffFormatter(LogFormatter):
        label = _("予約した非公開の取りやめ")

        def format_message(self, log_entry: Any) -> str:
            return str(log_entry.data.get("reason", ""))


@hooks.register("register_admin_viewset")
def review_records() -> ReviewRecordViewSet:
    """監修記録 in the main menu."""
    return ReviewRecordViewSet()


@hooks.register("register_admin_viewset")
def corrections() -> CorrectionViewSet:
    """訂正の記録 in the main menu."""
    return CorrectionViewSet()


hooks.register("before_bulk_action", refuse_bulk_publishing)
hooks.register("before_move_page", refuse_move)


# After Wagtail's own registration, which it replaces.
@hooks.register("register_rich_text_features", order=100)
def live_page_links(features: FeatureRegistry) -> None:
    """Links in rich text lead to published pages only."""
    use_live_page_links(features)


@hooks.register("register_rich_text_features")
def ruby(features: FeatureRegistry) -> None:
    """Readings above hard words."""
    register_ruby(features)


class LinkReportMenuItem(MenuItem):
    """Shown to people who work on pages; the shop's staff has no use for it."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_any_permission(request.user, LinkReportView.any_permission_required)


@hooks.register("register_reports_menu_item")
def link_report_menu_item() -> MenuItem:
    """リンクの点検 in the reports menu."""
    return LinkReportMenuItem(
        _("リンクの点検"), reverse(LinkReportView.index_url_name), icon_name="link", order=90
    )


@hooks.register("register_admin_urls")
def link_report_urls() -> list[URLPattern]:
    """The addresses of リンクの点検."""
    return [
        path("reports/links/", LinkReportView.as_view(), name=LinkReportView.index_url_name),
        path(
            "reports/links/results/",
            LinkReportView.as_view(results_only=True),
            name=LinkReportView.index_results_url_name,
        ),
    ]
