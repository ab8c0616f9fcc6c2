"""関連記事への案内: links in the flow of the text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, StructValue, TextBlock
from wagtail.models import Page

from articles.blocks.groups import GUIDES
from articles.links.block import LinkTargetBlock, LinkTargetValue


class RelatedLinksValue(StructValue):
    """The links readers can follow now."""

    @property
    def live_links(self) -> list[LinkTargetValue]:
        """Links whose page is published; with none, the whole block disappears."""
        return [link for link in self["links"] if link.live]


class RelatedLinksBlock(StructBlock):
    """A sentence and the articles it leads to."""

    lead_in = TextBlock(
        required=False,
        label=_("前置き"),
        help_text=_(
            "例:「座っているとつらい方は、こちらもどうぞ。」リンク先がすべて非公開の間は、これも隠れます。"
        ),
    )
    links = ListBlock(LinkTargetBlock(), min_num=1, label=_("リンク"))

    def get_preview_value(self) -> Any:
        """Show links to the two newest pages of the site."""
        pages = Page.objects.live().filter(depth__gt=2).order_by("-first_published_at")[:2]
        links = [{"page": page.pk, "pending_title": "", "label": ""} for page in pages]
        return self.to_python({"lead_in": "座っているとつらい方は、こちらもどうぞ。", "links": links})

    class Meta:
        icon = "link"
        label = _("関連記事への案内")
        group = GUIDES
        description = _("文の流れの中で読んでほしい記事。▶︎は自動で付き、題名は自動で追いつきます。")
        template = "blocks/related_links.html"
        value_class = RelatedLinksValue
