"""Rules and conditions of the recommendation, as an editor fills them in."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, BooleanBlock, CharBlock, ListBlock, StructBlock

from articles.blocks.choice import NamedChoiceBlock
from articles.blocks.groups import INLINE_FEATURES
from articles.links.block import LivePageBlock
from articles.links.prose import ProseBlock
from articles.where_to_start.rules import MOST_CONDITIONS
from shop.catalogue.choosers import ProductChooserBlock

REPLACE = "replace"
ADD = "add"


class ConditionBlock(StructBlock):
    """Something a reader can say of themselves."""

    text = CharBlock(label=_("条件"), help_text=_("記事に出る文。例:「体操が続かなかった人」"))
    short_label = CharBlock(
        required=False,
        search_index=False,
        label=_("短い言い方"),
        help_text=_("選んで確かめる欄の選択肢になります。例:「続かなかった」空欄なら条件の文が出ます。"),
    )
    topic = CharBlock(
        required=False,
        search_index=False,
        label=_("何についての条件か"),
        help_text=_(
            "同じ言葉の条件は、一人にどれか一つだけが当てはまります。例: 「体操が続かなかった」と「体操ができている」は"
            "どちらも「体操」。空欄なら、ほかの条件と同時に当てはまることがあります。"
        ),
    )
    cannot = LivePageBlock(
        required=False,
        page_type="articles.ApproachPage",
        label=_("すすめないアプローチ"),
        help_text=_(
            "この条件の人には合わないもの。選んでおくと、どの推奨からもすすめていないかを公開の前に確かめます。"
            "例: 体操が続かなかった人に、ひろのば体操。"
        ),
    )

    class Meta:
        icon = "help"
        label = _("条件")
        label_format = "{text}"


class RecommendedApproachBlock(StructBlock):
    """An approach that a rule recommends."""

    approach = LivePageBlock(page_type="articles.ApproachPage", label=_("アプローチ"))
    label = CharBlock(
        required=False,
        label=_("括弧の言葉"),
        help_text=_("名前の後の括弧に出ます。例:「足元環境を整える」"),
    )

    class Meta:
        icon = "doc-empty-inverse"
        label = _("アプローチ")
        label_format = "{label}"


class RuleBlock(StructBlock):
    """For whom, and what to start with."""

    heading = CharBlock(label=_("見出し"), help_text=_("例:「まず迷っている方へ」"))
    subtitle = CharBlock(
        required=False,
        label=_("下の一行"),
        help_text=_("前の「—」は自動で付きます。例:「どれから始めるか迷ったら」"),
    )
    effect = NamedChoiceBlock(
        choices=[
            (REPLACE, _("これをすすめる（ほかの推奨に代わる）")),
            (ADD, _("これも加える（ほかの推奨に足す）")),
        ],
        default=REPLACE,
        search_index=False,
        label=_("はたらき"),
        help_text=_(
            "「これをすすめる」が二つ当てはまる人には、後に書いたほうだけが出ます。「これも加える」は、"
            "その人にすすめているものに足されます。例:「余裕が出てきた方へ」小股歩きも。"
        ),
    )
    is_default = BooleanBlock(
        required=False,
        label=_("迷ったときの基準"),
        help_text=_(
            "どの条件にも当てはまらない人にも、これをすすめます。全体でひとつだけ選びます（ふつうは最初の推奨）。"
        ),
    )
    match = NamedChoiceBlock(
        choices=[("any", _("どれか一つに当てはまる")), ("all", _("すべてに当てはまる"))],
        default="any",
        search_index=False,
        label=_("条件の合わせ方"),
        help_text=_("条件が二つ以上あるときに。一つなら、どちらでも同じです。"),
    )
    show_conditions = BooleanBlock(
        required=False,
        default=True,
        label=_("条件を記事に並べる"),
        help_text=_("見出しだけで伝わるときは外します。"),
    )
    conditions = ListBlock(
        ConditionBlock(),
        default=[],
        label=_("条件"),
        help_text=format_lazy(
            _(
                "下の＋で一つずつ足します。推奨をすべて合わせて{limit}個まで。同じ条件は一つの推奨にだけ書きます。"
            ),
            limit=MOST_CONDITIONS,
        ),
    )
    lead_in = CharBlock(required=False, label=_("つなぎ"), help_text=_("例:「この場合は、」"))
    approaches = ListBlock(
        RecommendedApproachBlock(),
        label=_("すすめるアプローチ"),
        help_text=_("二つ以上のときは、下の＋で足します。記事では「① ＋ ②」のように並びます。"),
    )
    closing = CharBlock(
        required=False,
        label=_("結び"),
        help_text=_("アプローチの番号と名前（自動で出ます）に続きます。例:「から始めると続けやすいです。」"),
    )
    reason = ProseBlock(
        required=False,
        features=INLINE_FEATURES,
        label=_("理由"),
        help_text=_("なぜそこから始めるのか。例:「身支度の中で置きかえられるためです。」"),
    )
    products = ListBlock(
        # A deleted product must come as far as the proof, which names the rule and a reader.
        ProductChooserBlock(required=False, label=_("商品")),
        default=[],
        label=_("商品"),
        help_text=_(
            "推奨の下に小さく出る商品。空欄なら文章には出ず、選んで確かめる欄の答えにはアプローチの商品が出ます。"
        ),
    )
    key = CharBlock(
        required=False,
        search_index=False,
        max_length=40,
        label=_("記録用の符号"),
    )

    class Meta:
        icon = "redirect"
        label = _("推奨")
        label_format = "{heading}"
        form_layout = BlockGroup(
            children=[
                BlockGroup(
                    ["heading", "subtitle", "is_default", "conditions", "show_conditions", "match"],
                    heading=_("だれに"),
                ),
                BlockGroup(
                    ["effect", "lead_in", "approaches", "closing", "reason", "products"],
                    heading=_("何から"),
                ),
                # In the form, so that it is sent back; hidden by truth-table.css, since nobody has to know it.
                "key",
            ],
        )
