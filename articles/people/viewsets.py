"""人物 in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from articles.people.models import Person


class PersonViewSet(SnippetViewSet):
    """People, found by name, reading or role."""

    model = Person
    icon = "user"
    menu_label = _("人物")
    menu_name = "people"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "reading", "role", "qualifications"]
    list_export = ["name", "reading", "role", "qualifications"]
    search_fields = ["name", "reading", "role"]
    search_backend_name = None
