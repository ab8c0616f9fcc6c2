"""使い方 in the menu and on the first screen, in the place of Wagtail's English guides."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from toelab.guide.home import GuidePanel
from toelab.guide.views import GuideIndexView, GuidePageView

ENGLISH = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    """The addresses of the guide."""
    return [
        path("guide/", GuideIndexView.as_view(), name="guide"),
        path("guide/<slug:slug>/", GuidePageView.as_view(), name="guide_page"),
    ]


@hooks.register("register_admin_menu_item")
def guide_menu_item() -> MenuItem:
    """使い方, below everything one works with."""
    return MenuItem(_("使い方"), reverse("guide"), name="guide", icon_name="help", order=8000)


@hooks.register("construct_help_menu")
def leave_out_english_guides(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave the keyboard shortcuts; the rest leads to Wagtail's English pages."""
    items[:] = [item for item in items if not item.name.startswith(ENGLISH)]


@hooks.register("construct_homepage_panels")
def guide_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Greet those who come for the first time."""
    panels.append(GuidePanel(request))


@hooks.register("insert_global_admin_css")
def guide_css() -> SafeString:
    """Numbered steps for the guide, and what Japanese text needs everywhere in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
