"""足のタイプ in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from articles.foot_patterns.models import FootPattern


class FootPatternViewSet(SnippetViewSet):
    """Foot patterns in the order in which readers meet them."""

    model = FootPattern
    icon = "tag"
    menu_label = _("足のタイプ")
    menu_name = "foot-patterns"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["name", "examples", "article", "sort_order"]
    search_fields = ["name", "examples"]
    search_backend_name = None
