"""The guide's list and pages."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from toelab.guide.contents import GuidePage, pages_for


class GuideIndexView(WagtailAdminTemplateMixin, TemplateView):
    """All pages of the guide that the user can follow."""

    template_name = "guide/index.html"
    page_title = _("使い方")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"pages": pages_for(self.request.user)}


class GuidePageView(WagtailAdminTemplateMixin, TemplateView):
    """One page; 404 for one that the user has no use for."""

    @cached_property
    def guide_page(self) -> GuidePage:
        """The page that the address names."""
        for page in pages_for(self.request.user):
            if page.slug == self.kwargs["slug"]:
                return page
        raise Http404

    def get_template_names(self) -> list[str]:
        return [self.guide_page.template]

    def get_page_title(self) -> str:
        return str(self.guide_page.title)

    def get_header_icon(self) -> str:
        return self.guide_page.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        guide = {"url": reverse("guide"), "label": GuideIndexView.page_title}
        return [*self.breadcrumbs_items, guide, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what comes next in reading order."""
        pages = pages_for(self.request.user)
        following = pages[pages.index(self.guide_page) + 1 :]
        return super().get_context_data(**kwargs) | {
            "guide_page": self.guide_page,
            "next_page": following[0] if following else None,
        }
