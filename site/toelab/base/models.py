"""BasePage: the fields and panels that every public page has."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from toelab.base.search_preview.panel import SearchPreviewPanel
from toelab.base.search_preview.title import TitleRule
from toelab.base.structured_data.nodes import Node
from toelab.base.structured_data.site import page_node
from toelab.base.typesetting.models import TypesettingSettings

__all__ = ["BasePage", "TypesettingSettings"]

SEARCH_DESCRIPTION_HELP = _(
    "検索結果とSNSに出る説明文です。全角120文字までが目安。例:「坐骨神経痛がぶり返す人に共通する足元の条件を、順番に整理します。」"
)


class BasePage(Page):
    """An abstract page: search engine fields with Japanese help, one canonical address, no comments.

    Subclasses compose `content_panels` and state where they may live (`parent_page_types`).
    """

    search_engine_panel = MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel(
                "seo_title",
                help_text=_("空欄なら題名が使われます。サイトの名前と合わせて、全角30文字前後が目安です。"),
            ),
            FieldPanel("search_description", help_text=SEARCH_DESCRIPTION_HELP),
            SearchPreviewPanel(),
        ],
        heading=_("検索エンジン向け"),
    )
    # Whether every reader gets the same bytes until the site changes, and whether that holds for any `?f=` too.
    is_pressed = False
    is_pressed_for_any_source = False
    title_rule = TitleRule()

    promote_panels = [search_engine_panel]

    class Meta:
        abstract = True

    @property
    def meta_title(self) -> str:
        """The title for <title> and cards."""
        return self.seo_title or self.title

    @property
    def head_title(self) -> str:
        """The whole <title>, with what the site adds to it."""
        if self.seo_title:
            return self.title_rule.written.format(self.seo_title)
        return self.title_rule.plain.format(getattr(self, self.title_rule.field))

    @property
    def meta_description(self) -> str:
        """The description for search engines; empty when the editor wrote none."""
        return self.search_description

    @property
    def social_picture(self) -> AbstractImage | None:
        """The picture that stands for the page where it is shared: its hero, when it has one."""
        return getattr(self, "hero_image", None)

    def structured_data(self, context: Mapping[str, Any]) -> list[Node]:
        """Return what the page says of itself to machines; the site and the way to the page are added for all.

        `context` is the template context of the page, with `request` in it.
        """
        return [page_node(self, context["request"])]
