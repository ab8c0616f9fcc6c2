"""記事の末尾 in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from articles.tail.copying import TailCopy
from articles.tail.models import Tail
from articles.tail.preview import TailPreview


class TailViewSet(SnippetViewSet):
    """Tails; each says whether readers can see it."""

    model = Tail
    icon = "doc-full"
    preview_on_edit_view_class = TailPreview
    copy_view_class = TailCopy
    menu_label = _("記事の末尾")
    menu_name = "tails"
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["name", BooleanColumn("live", label=_("公開中")), UpdatedAtColumn()]
    search_fields = ["name"]
    search_backend_name = None
