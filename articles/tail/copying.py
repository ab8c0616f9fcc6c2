"""A copy of a tail counts its own sales: its blocks and rules get names of their own."""

from wagtail.snippets.views.snippets import CopyView

from articles.tail.models import Tail


class TailCopy(CopyView):
    """Fills the form of a new tail with an old one, without the names under which the old one's sales are counted."""

    def get_initial_form_instance(self) -> Tail:
        """Return the old tail with no block ids and no keys of rules; saving the form gives new ones."""
        tail = super().get_initial_form_instance()
        for child in tail.body:
            child.id = None
            if child.block_type == "where_to_start":
                for rule in child.value["rules"]:
                    rule["key"] = ""
        return tail
