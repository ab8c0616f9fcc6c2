"""受診の目安: signs with which a reader should see a doctor before reading on, in three urgencies."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from articles.blocks.groups import INLINE_FEATURES, READER
from articles.links.prose import Prose, ProseBlock

FEW_SIGNS = 4
"""So many are taken in at a glance."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon to go; `code` is the field's and the class's name."""

    code: str
    label: str | Promise
    advice: str | Promise


URGENCIES = (
    Urgency("now", _("今すぐ"), _("夜間や休日でも、医療機関や救急の窓口に連絡してください")),
    Urgency("soon", _("早めに"), _("数日のうちに、医療機関を受診してください")),
    Urgency("consult", _("相談"), _("続くときや迷うときは、かかりつけの医療機関に相談してください")),
)


class SafetyValue(StructValue):
    """The signs, sorted by urgency."""

    @property
    def levels(self) -> list[tuple[Urgency, list[Prose]]]:
        """The urgencies that have signs, the most urgent first."""
        return [(urgency, list(self[urgency.code])) for urgency in URGENCIES if len(self[urgency.code])]

    @property
    def is_long(self) -> bool:
        """Whether a page that leads to others should fold all but the most urgent of them."""
        return len(self.levels) > 1 and sum(len(signs) for _, signs in self.levels) > FEW_SIGNS

    @property
    def contents_line(self) -> str:
        """What the contents list says."""
        return self["heading"]


def _signs(urgency: Urgency, example: str | Promise) -> ListBlock:
    return ListBlock(
        ProseBlock(features=INLINE_FEATURES, label=_("サイン"), help_text=example),
        default=[],
        label=urgency.label,
        help_text=urgency.advice,
    )


class SafetyBlock(StructBlock):
    """先に受診してほしいとき. Articles about symptoms cannot be published without one."""

    heading = CharBlock(label=_("見出し"), default=_("先に受診してほしいとき"))
    now = _signs(URGENCIES[0], _("例:「尿や便が出にくい、漏れる」"))
    soon = _signs(URGENCIES[1], _("例:「発熱がある、理由なく体重が減っている」"))
    consult = _signs(URGENCIES[2], _("例:「休んでも痛みが弱まらない」"))
    note = ProseBlock(required=False, features=INLINE_FEATURES, label=_("添える文"))

    def clean(self, value: StructValue) -> StructValue:
        """Refuse a block that names no sign at all; a draft may be unfinished."""
        cleaned = super().clean(value)
        if not cleaned.levels and not self.is_deferred_validation:
            raise StructBlockValidationError(
                non_block_errors=[
                    _("「今すぐ」「早めに」「相談」のどれかに、サインを一つ以上書いてください。")
                ]
            )
        return cleaned

    class Meta:
        icon = "warning"
        label = _("受診の目安")
        label_format = "{heading}"
        group = READER
        description = _("先に医療機関へ行ってほしいサイン。症状のテーマの記事には必ず要ります。")
        template = "blocks/safety.html"
        value_class = SafetyValue
        preview_value = {
            "heading": "先に受診してほしいとき",
            "now": ["尿や便が出にくい、漏れる"],
            "soon": ["発熱がある、理由なく体重が減っている"],
            "consult": ["休んでも痛みが弱まらない"],
            "note": "",
        }


class TopicSafety(StreamBlock):
    """The signs that hold for every article of a topic."""

    safety = SafetyBlock()

    class Meta:
        label = _("受診の目安")
        template = "blocks/stream.html"
        max_num = 1
