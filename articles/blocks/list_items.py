"""リスト: bullets, check marks or numbers."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, StructValue

from articles.blocks.choice import NamedChoiceBlock
from articles.blocks.groups import INLINE_FEATURES, LISTS
from articles.links.prose import ProseBlock


class ListItemsValue(StructValue):
    """A list and the element it is drawn with."""

    @property
    def is_ordered(self) -> bool:
        """Whether the order of the items means something."""
        return self["style"] == "number"


class ListItemsBlock(StructBlock):
    """A list of short items."""

    style = NamedChoiceBlock(
        choices=[("bullet", _("・ 点")), ("check", _("✓ チェック")), ("number", _("1. 番号"))],
        default="bullet",
        search_index=False,
        label=_("印"),
        help_text=_("順番に意味があるときだけ番号にします。"),
    )
    items = ListBlock(
        ProseBlock(features=INLINE_FEATURES, label=_("項目"), help_text=_("例:「椅子に浅く座るくせ」")),
        min_num=1,
        label=_("項目"),
    )

    class Meta:
        icon = "list-ul"
        label = _("リスト")
        group = LISTS
        description = _("並べて見せたい短い項目。点・チェック・番号から選びます。")
        template = "blocks/list.html"
        value_class = ListItemsValue
        preview_value = {"style": "check", "items": ["座り方", "立ち方", "靴の中で足がすべる"]}
