"""A choice whose two versions are compared by the words that an editor chose from."""

from typing import Any

from django.utils.html import escape
from wagtail.admin.compare import BlockComparison, TextDiff
from wagtail.blocks import ChoiceBlock


class ChoiceComparison(BlockComparison):
    """Wagtail's own comparison shows what is stored ("h2", "bullet")."""

    def htmlvalue(self, val: Any) -> str:
        """Return the chosen words."""
        return escape(self._words_of(val))

    def htmldiff(self) -> str:
        """Return both choices whole: the letters that two choices share are no news."""
        if not self.has_changed():
            return self.htmlvalue(self.val_a)
        changes = [("deletion", self._words_of(self.val_a)), ("addition", self._words_of(self.val_b))]
        return str(TextDiff(changes).to_html())

    def _words_of(self, value: str) -> str:
        return str(dict(self.block.field.choices).get(value, value))


class NamedChoiceBlock(ChoiceBlock):
    """A ChoiceBlock; in migrations it is Wagtail's."""

    def get_comparison_class(self) -> type[BlockComparison]:
        """Compare labels."""
        return ChoiceComparison
