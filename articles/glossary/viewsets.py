"""用語集 in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from articles.glossary.models import Term


class TermViewSet(SnippetViewSet):
    """Words, found by themselves, their readings or what is said about them."""

    model = Term
    icon = "openquote"
    menu_label = _("用語集")
    menu_name = "glossary"
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["word", "reading", "article", BooleanColumn("linked", label=_("記事からつなぐ"))]
    list_export = ["word", "reading", "explanation"]
    search_fields = ["word", "reading", "explanation"]
    search_backend_name = None
