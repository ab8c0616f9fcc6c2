"""手順: how to do an exercise, step by step."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, IntegerBlock, ListBlock, StructBlock

from articles.blocks.groups import INLINE_FEATURES, PICTURES
from articles.links.prose import ProseBlock
from toelab.base.blocks.images import OptionalImageBlock

NO_PAIR = {"good": None, "good_text": "", "bad": None, "bad_text": ""}


class StepBlock(StructBlock):
    """One step."""

    title = CharBlock(label=_("することの名前"), help_text=_("例:「足を反対の太ももにのせる」"))
    text = ProseBlock(required=False, features=INLINE_FEATURES, label=_("説明"))
    image = OptionalImageBlock(label=_("絵"))
    hold_seconds = IntegerBlock(
        required=False, min_value=1, max_value=600, label=_("保つ秒数"), help_text=_("例: 5")
    )
    repetitions = IntegerBlock(
        required=False, min_value=1, max_value=200, label=_("回数"), help_text=_("例: 20")
    )
    good = OptionalImageBlock(label=_("よい例の絵"), help_text=_("代わりの文に、どこがよいかを書きます。"))
    good_text = CharBlock(
        required=False, label=_("よい例の言葉"), help_text=_("例:「指のつけ根に、指先を浅く入れる」")
    )
    bad = OptionalImageBlock(
        label=_("避けたい例の絵"), help_text=_("代わりの文に、どこを避けたいかを書きます。")
    )
    bad_text = CharBlock(required=False, label=_("避けたい例の言葉"), help_text=_("例:「奥まで押し込む」"))

    class Meta:
        icon = "list-ol"
        label = _("手順")


class StepsBlock(StructBlock):
    """The steps of an exercise, numbered."""

    title = CharBlock(required=False, label=_("題"), help_text=_("例:「ひろのば体操の手順」"))
    timer = BooleanBlock(
        required=False,
        label=_("秒を数えるボタンを付ける"),
        help_text=_("保つ秒数のある手順に付きます。音は出ず、途中で止められます。印刷には出ません。"),
    )
    steps = ListBlock(StepBlock(), min_num=1, label=_("手順"))

    class Meta:
        icon = "list-ol"
        label = _("手順")
        label_format = "{title}"
        group = PICTURES
        description = _("体操などの手順。番号は自動で付き、秒数と回数をそえられます。")
        template = "blocks/steps.html"
        preview_value = {
            "title": "ひろのば体操の手順",
            "timer": False,
            "steps": [
                {
                    "title": "足を反対の太ももにのせる",
                    "text": "<p>椅子に座り、ひざの力を抜きます。</p>",
                    "image": None,
                    "hold_seconds": None,
                    "repetitions": None,
                    **NO_PAIR,
                },
                {
                    "title": "足の甲へゆっくり曲げる",
                    "text": "<p>痛みのない範囲で、息を止めずに。</p>",
                    "image": None,
                    "hold_seconds": 5,
                    "repetitions": 20,
                    **NO_PAIR,
                },
            ],
        }
