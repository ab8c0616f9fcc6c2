"""見つからなかった検索: what readers looked for in vain, with the way to a synonym."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from articles.search.models import FailedSearch, Synonym
from articles.search.viewsets import SynonymViewSet

POLICY = ModelPermissionPolicy(Synonym)
ACTIONS = ["add", "change"]


def make_synonym_url(row: FailedSearch) -> str:
    """Return the address of a new synonym that begins with the words of this search."""
    return f"{reverse(SynonymViewSet().get_url_name('add'))}?{urlencode({'words': row.text})}"


class FailedSearchReportView(ReportView):
    """The report, as a table, CSV or Excel file; for those who may write synonyms."""

    model = FailedSearch
    page_title = _("見つからなかった検索")
    header_icon = "search"
    index_url_name = "failed_search_report"
    index_results_url_name = "failed_search_report_results"
    permission_policy = POLICY
    any_permission_required = ACTIONS
    columns = [
        TitleColumn(
            "text",
            label=_("探された言葉"),
            get_url=lambda row: f"{reverse('search')}?{urlencode({'q': row.text})}",
        ),
        Column("times", label=_("回数")),
        DateColumn("last_seen", label=_("最後に探された日時")),
        TitleColumn(
            "synonym", label=_("次の一手"), accessor=lambda row: _("同義語を作る"), get_url=make_synonym_url
        ),
    ]
    list_export = ["text", "times", "last_seen"]
    export_headings = {"text": _("探された言葉"), "times": _("回数"), "last_seen": _("最後に探された日時")}
    export_filename = "failed-searches"

    def get_queryset(self) -> QuerySet[FailedSearch]:
        """Return the most frequent first."""
        return FailedSearch.objects.all()


class FailedSearchMenuItem(MenuItem):
    """The entry in the reports menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who may do something about it."""
        return POLICY.user_has_any_permission(request.user, ACTIONS)
