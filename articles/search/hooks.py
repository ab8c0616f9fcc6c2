"""What the search adds to the Wagtail admin; imported by articles/wagtail_hooks.py."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from articles.search.report import FailedSearchMenuItem, FailedSearchReportView
from articles.search.viewsets import SynonymViewSet

register_snippet(SynonymViewSet)


@hooks.register("register_reports_menu_item")
def failed_search_menu_item() -> FailedSearchMenuItem:
    """見つからなかった検索 in the reports menu."""
    return FailedSearchMenuItem(
        _("見つからなかった検索"),
        reverse(FailedSearchReportView.index_url_name),
        icon_name="search",
        order=100,
    )


@hooks.register("register_admin_urls")
def failed_search_urls() -> list[URLPattern]:
    """The addresses of 見つからなかった検索."""
    return [
        path(
            "reports/searches/", FailedSearchReportView.as_view(), name=FailedSearchReportView.index_url_name
        ),
        path(
            "reports/searches/results/",
            FailedSearchReportView.as_view(results_only=True),
            name=FailedSearchReportView.index_results_url_name,
        ),
    ]
