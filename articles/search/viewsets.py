"""検索の同義語 in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from articles.search.models import Synonym


class SynonymCreateView(CreateView):
    """Begins with the words in `?words=`: the report of failed searches links here."""

    def get_initial_form_instance(self) -> Synonym | None:
        """Return a group that has its first word already."""
        words = self.request.GET.get("words", "")
        return Synonym(words=f"{words}\n") if words else super().get_initial_form_instance()


class SynonymViewSet(SnippetViewSet):
    """Groups of words that find each other."""

    model = Synonym
    add_view_class = SynonymCreateView
    icon = "search"
    menu_label = _("検索の同義語")
    menu_name = "synonyms"
    menu_order = 240
    add_to_admin_menu = True
    list_display = ["__str__"]
    search_fields = ["words"]
    search_backend_name = None
