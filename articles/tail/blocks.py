"""What a tail is made of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, StructValue

from articles.approaches.order import approaches_in_order
from articles.article.next_reads import NextRead
from articles.blocks.groups import GUIDES, INLINE_FEATURES, READER
from articles.blocks.note import NoteBlock
from articles.links.prose import ProseBlock
from articles.where_to_start.block import WhereToStartBlock


class ApproachesBlock(StructBlock):
    """The approaches, listed by the site itself in its own order."""

    heading = CharBlock(label=_("見出し"), help_text=_("例:「足指への3つのアプローチ」"))
    subtitle = CharBlock(
        required=False,
        label=_("下の一行"),
        help_text=_("前の「—」は自動で付きます。例:「順番があります」"),
    )
    intro = ProseBlock(required=False, features=INLINE_FEATURES, label=_("前置き"))

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        if "approaches" not in context:
            context["approaches"] = approaches_in_order()
        return context

    class Meta:
        icon = "list-ol"
        label = _("アプローチ")
        label_format = "{heading}"
        group = GUIDES
        description = _("公開中のアプローチが順番に並びます。順番はアプローチ一覧のページで変えられます。")
        template = "blocks/approaches.html"
        preview_value = {
            "heading": "足指への3つのアプローチ",
            "subtitle": "順番があります",
            "intro": "<p>全部を一度に始める必要はありません。</p>",
        }


class KeepGoingBlock(StructBlock):
    """Ways of going on that one can keep up."""

    heading = CharBlock(label=_("見出し"), help_text=_("例:「続けられる形を選んでください」"))
    options = ListBlock(CharBlock(label=_("選び方"), help_text=_("例:「体操から始める」")), label=_("選び方"))
    text = ProseBlock(required=False, features=INLINE_FEATURES, label=_("添える文"))

    class Meta:
        icon = "history"
        label = _("続けられる形")
        label_format = "{heading}"
        group = READER
        description = _("どれか一つに決めなくてよいことを伝えます。")
        template = "blocks/keep_going.html"
        preview_value = {
            "heading": "続けられる形を選んでください",
            "options": ["体操から始める", "足もとから見直す", "両方を少しずつ"],
            "text": "<p>途中で変えてもかまいません。</p>",
        }


class WhatNextBlock(StructBlock):
    """Where a reader may go on; what it lists belongs to each article."""

    heading = CharBlock(label=_("見出し"), default="次に知りたいことを選んでください")

    def get_preview_context(
        self, value: Any, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        reads = [NextRead("座っている時間が長いときは？", 0, "座ると痛いのはなぜか", "#")]
        return super().get_preview_context(value, parent_context) | {"what_next": reads}

    class Meta:
        icon = "arrow-right"
        label = _("次に知りたいこと")
        label_format = "{heading}"
        group = GUIDES
        description = _(
            "それぞれの記事の「次に知りたいこと」が出ます。空の記事では同じテーマの記事が出ます。"
            "例:「座っている時間が長いときは？」"
        )
        template = "blocks/what_next.html"
        preview_value = {"heading": "次に知りたいことを選んでください"}


class TailBody(StreamBlock):
    """The parts of a tail."""

    approaches = ApproachesBlock()
    keep_going = KeepGoingBlock()
    where_to_start = WhereToStartBlock()
    note = NoteBlock()
    what_next = WhatNextBlock()

    class Meta:
        label = _("内容")
        template = "blocks/stream.html"
        block_counts = {name: {"max_num": 1} for name in ("approaches", "where_to_start", "what_next")}
