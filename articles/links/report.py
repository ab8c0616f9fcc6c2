"""リンクの点検: every link of the site that readers cannot follow, in published pages and in drafts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from articles.links.inspection import FoundLink, LinkProblem, links_of, problems_among, target_pages
from articles.tail.models import Tail


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One link that leads nowhere."""

    source: Page | Tail
    title: str
    version: str
    problem: LinkProblem
    edit_url: str

    @property
    def kind(self) -> str:
        """Why it leads nowhere, in words."""
        return str(self.problem.kind.label)

    @property
    def place(self) -> str:
        """Where in the form it stands."""
        return self.problem.place

    @property
    def target(self) -> str:
        """Where it should lead."""
        return self.problem.target_title or f"ID {self.problem.target_id}"


def _versions(source: Page | Tail) -> Iterator[tuple[str, models.Model]]:
    """Yield what readers see of `source`, and the draft where it differs."""
    if source.live:
        yield str(_("公開中")), source
    if not source.live or source.has_unpublished_changes:
        yield str(_("下書き")), source.get_latest_revision_as_object()


def _sources() -> Iterator[Page | Tail]:
    yield from Page.objects.filter(depth__gt=1).order_by("path").specific().iterator()
    yield from Tail.objects.order_by("name")


def report_rows() -> list[ReportRow]:
    """Return a row for each broken link of the site; the targets of all links are looked up in one query."""
    found: list[tuple[Page | Tail, str, list[FoundLink]]] = [
        (source, version, links_of(instance))
        for source in _sources()
        for version, instance in _versions(source)
    ]
    pages = target_pages(link for _source, _version, links in found for link in links)
    finder = AdminURLFinder()
    return [
        ReportRow(source, str(source), version, problem, finder.get_edit_url(source) or "")
        for source, version, links in found
        for problem in problems_among(links, pages)
    ]


class LinkReportView(ReportView):
    """The report, as a table, CSV or Excel file."""

    model = Page
    page_title = _("リンクの点検")
    header_icon = "link"
    index_url_name = "link_report"
    index_results_url_name = "link_report_results"
    verbose_name_plural = _("点検で見つかったリンク")
    any_permission_required = ["add", "change", "publish"]
    columns = [
        TitleColumn("title", label=_("ページ"), get_url=lambda row: row.edit_url),
        Column("version", label=_("版")),
        Column("kind", label=_("理由")),
        Column("place", label=_("場所")),
        Column("target", label=_("リンク先")),
    ]
    list_export = ["title", "version", "kind", "place", "target"]
    export_headings = {
        "title": _("ページ"),
        "version": _("版"),
        "kind": _("理由"),
        "place": _("場所"),
        "target": _("リンク先"),
    }
    export_filename = "link-report"

    def get_filtered_queryset(self) -> list[ReportRow]:
        return report_rows()
