"""監修記録 in the admin: written once, for the text that readers see."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from articles.article.models import ArticlePage
from articles.review.models import ReviewRecord

EVIDENCE = ("page", "reviewer", "qualification", "reviewed_on", "scope")


class ReviewRecordForm(WagtailAdminModelForm):
    """A new record takes the published text; afterwards only the date of the next look may change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in EVIDENCE:
                self.fields[name].disabled = True

    def clean_page(self) -> ArticlePage:
        """Refuse a record about words nobody can read yet."""
        page: ArticlePage = self.cleaned_data["page"]
        if not page.live:
            raise ValidationError(
                _("この記事はまだ公開されていません。公開した文章に対して監修記録を作ってください。")
            )
        return page

    def save(self, commit: bool = True) -> ReviewRecord:
        if not self.instance.pk:
            self.instance.take_live_text()
        return super().save(commit)


class ReviewRecordViewSet(ModelViewSet):
    """Review records, newest first."""

    model = ReviewRecord
    name = "review_records"
    icon = "tick-inverse"
    menu_label = _("監修記録")
    menu_name = "review-records"
    menu_order = 230
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = [
        "page",
        "reviewer",
        DateColumn("reviewed_on", label=_("監修日"), sort_key="reviewed_on"),
        DateColumn("next_due", label=_("次の見直し"), sort_key="next_due"),
        BooleanColumn("is_current", label=_("今の文章と同じ")),
        BooleanColumn("is_overdue", label=_("見直しの日を過ぎた")),
    ]
    list_filter = ["reviewer", "reviewed_on", "next_due"]
    list_export = ["page", "reviewer", "qualification", "reviewed_on", "next_due", "is_current", "is_overdue"]
    search_fields = ["page__title", "reviewer__name"]
    search_backend_name = None
    ordering = ["-reviewed_on"]
    edit_handler = MultiFieldPanel(
        [FieldPanel(name) for name in (*EVIDENCE, "next_due")],
        heading=_("監修記録"),
        base_form_class=ReviewRecordForm,
    )
