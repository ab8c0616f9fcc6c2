"""足のタイプ: the patterns in which feet give way, each with its article."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue, TextBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.blocks.groups import GUIDES
from articles.links.block import LivePageBlock
from articles.links.live_pages import LivePage
from articles.links.reference import PageReference


class PatternChoiceValue(StructValue):
    """One pattern and the article about it."""

    @property
    def page_reference(self) -> PageReference | None:
        """The page chosen here, or else the pattern's own article."""
        return self["page"] or (self["pattern"] and self["pattern"].page_reference)

    @property
    def live(self) -> LivePage | None:
        """That page while readers can open it, else None."""
        return self.page_reference.live if self.page_reference else None


class PatternChoiceBlock(StructBlock):
    """A foot pattern, with a page of its own for this article if the usual one does not fit."""

    pattern = SnippetChooserBlock("articles.FootPattern", label=_("足のタイプ"))
    page = LivePageBlock(
        required=False,
        label=_("リンク先のページ"),
        help_text=_("空欄なら、足のタイプに登録した記事へつながります。"),
    )
    pending_title = CharBlock(
        required=False,
        search_index=False,
        label=_("これから書く記事の題名"),
        help_text=_("リンク先がまだない時だけ。「リンクの点検」に並びます。"),
    )

    class Meta:
        icon = "tag"
        label = _("足のタイプ")
        value_class = PatternChoiceValue


class FootPatternsBlock(StructBlock):
    """The patterns side by side."""

    intro = TextBlock(
        required=False,
        label=_("前置き"),
        help_text=_("例:「足もとの崩れ方は、大きく三つに分かれます。」"),
    )
    patterns = ListBlock(PatternChoiceBlock(), min_num=1, label=_("足のタイプ"))

    def get_preview_value(self) -> Any:
        """Show the patterns of this site."""
        from articles.foot_patterns.models import FootPattern  # noqa: PLC0415 - blocks load before models

        choices = [
            {"pattern": pattern.pk, "page": None, "pending_title": ""}
            for pattern in FootPattern.objects.all()
        ]
        return self.to_python({"intro": "足もとの崩れ方は、大きく三つに分かれます。", "patterns": choices})

    class Meta:
        icon = "tag"
        label = _("足のタイプ")
        group = GUIDES
        description = _("足のタイプを絵と一緒に並べ、それぞれの記事へ案内します。")
        template = "blocks/foot_patterns.html"
