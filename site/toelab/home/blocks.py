"""The sections of the front page, in the order in which the picker offers them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, StructValue

from articles.approaches.order import approaches_in_order
from articles.blocks.sources import source_from
from articles.links.block import LivePageBlock
from articles.links.live_pages import LivePage
from articles.links.prose import ProseBlock
from articles.pictures import prepare_pictures
from shop.catalogue.choosers import ProductChooserBlock
from shop.catalogue.models import Product
from toelab.base.blocks.groups import GUIDES, READER, TEXT
from toelab.home.topics import topic_cards

TEXT_FEATURES = ["bold", "link", "ruby"]


def heading(example: str | Promise) -> CharBlock:
    """Return the heading field that every section begins with."""
    return CharBlock(label=_("見出し"), help_text=format_lazy(_("例:「{example}」"), example=example))


def text(**kwargs: Any) -> ProseBlock:
    """Return the running text of a section."""
    return ProseBlock(label=_("文"), features=TEXT_FEATURES, **{"required": False, **kwargs})


def link_label(example: str | Promise) -> CharBlock:
    """Return the words on the link at the end of a section."""
    help_text = format_lazy(_("空欄なら、リンクは出ません。例:「{example}」"), example=example)
    return CharBlock(required=False, label=_("リンクの文字"), help_text=help_text)


class LinkedValue(StructValue):
    """A section that leads to a page."""

    @property
    def live(self) -> LivePage | None:
        """The page while readers can open it, else None."""
        return self["page"].live if self["page"] else None


class VoiceBlock(StructBlock):
    """What a reader says, and the article that answers."""

    text = CharBlock(
        label=_("声"), help_text=_("括弧なしで。例:「長く座ったあと、立ち上がる一歩目がこわい」")
    )
    page = LivePageBlock(
        required=False,
        label=_("答える記事"),
        help_text=_("選ぶと、声からその記事へ進めます。非公開の間は、声だけが出ます。"),
    )

    class Meta:
        icon = "openquote"
        label = _("声")
        label_format = "{text}"
        value_class = LinkedValue


class VoicesBlock(StructBlock):
    """Readers' own words: the reader recognises herself and goes on from there."""

    heading = heading(_("こんなことが、続いていませんか"))
    voices = ListBlock(VoiceBlock(), min_num=1, label=_("声"))
    text = text()

    class Meta:
        icon = "openquote"
        label = _("読者の声")
        label_format = "{heading}"
        group = READER
        description = _(
            "読者の言葉を並べ、それぞれの記事へ案内します。かぎ括弧は自動で付きます。例:「長く座ったあと、立ち上がる一歩目がこわい」"
        )
        template = "home/voices.html"
        preview_value = {
            "heading": "こんなことが、続いていませんか",
            "voices": [
                {"text": "ほぐした夜は軽いのに、週末にはまた同じ場所がつらい", "page": None},
                {"text": "長く座ったあと、立ち上がる一歩目がこわい", "page": None},
            ],
            "text": "<p>その場所に負担を集めている「支え方」のほうも、見てみませんか。</p>",
        }


class ApproachesBlock(StructBlock):
    """The approaches; they come by themselves, in the order of the page tree."""

    heading = heading(_("足指への3つのアプローチ"))
    subtitle = CharBlock(
        required=False,
        label=_("下の一行"),
        help_text=_("前の「—」は自動で付きます。例:「順番に意味があります」"),
    )
    text = text()
    link_label = link_label(_("3つのアプローチを見る"))

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        approaches = approaches_in_order()
        prepare_pictures(approach.page.hero_image for approach in approaches)
        return {**super().get_context(value, parent_context), "approaches": approaches}

    class Meta:
        icon = "list-ol"
        label = _("アプローチ")
        label_format = "{heading}"
        group = GUIDES
        description = _(
            "公開中のアプローチを、サイトの順番のとおりに番号つきで並べます。選ぶ必要はありません。例:「足指への3つのアプローチ」"
        )
        template = "home/approaches.html"
        preview_value = {
            "heading": "足指への3つのアプローチ",
            "subtitle": "動かす、保つ、使う。順番に意味があります",
            "text": "<p>三つを一度に始める必要はありません。</p>",
            "link_label": "3つのアプローチを見る",
        }


class TopicsBlock(StructBlock):
    """All published topics, each with the article that explains it whole."""

    heading = heading(_("気になるテーマから読む"))
    text = text()

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "topics": topic_cards()}

    class Meta:
        icon = "folder-open-1"
        label = _("テーマ")
        label_format = "{heading}"
        group = GUIDES
        description = _(
            "公開中のテーマを、柱の記事と記事の数をそえて並べます。選ぶ必要はありません。例:「気になるテーマから読む」"
        )
        template = "home/topics.html"
        preview_value = {
            "heading": "気になるテーマから読む",
            "text": "<p>どのテーマにも、全体を見渡すための記事を一つ置いています。</p>",
        }


class WhereToStartTeaserBlock(StructBlock):
    """An invitation to the recommendation; the recommendation itself stands at the end of every article."""

    heading = heading(_("どれから始めるか"))
    text = text(required=True)
    page = LivePageBlock(
        required=False,
        label=_("案内するページ"),
        help_text=_("柱の記事か、アプローチの一覧。非公開の間は出ません。"),
    )
    link_label = CharBlock(
        required=False,
        label=_("リンクの文字"),
        help_text=_("空欄なら、案内するページの題名が出ます。例:「目安を見る」"),
    )

    class Meta:
        icon = "crosshairs"
        label = _("どれから始めるか")
        label_format = "{heading}"
        group = GUIDES
        description = _(
            "始める順番の目安へ案内します。「診断」という言葉は使えません。例:「始めやすい入口は違います。」"
        )
        template = "home/where_to_start.html"
        value_class = LinkedValue
        preview_value = {
            "heading": "どれから始めるか",
            "text": "<p>体操が続かなかった方、続いている方。始めやすい入口は違います。</p>",
            "page": None,
            "link_label": "目安を見る",
        }


class ProductsBlock(StructBlock):
    """Chosen products; name, price and stock come from the shop."""

    heading = heading(_("続けるための道具"))
    text = text(help_text=_("効果の約束は書けません。例:「手もとに置きたい方のために用意しました。」"))
    products = ListBlock(ProductChooserBlock(label=_("商品")), min_num=1, label=_("商品"))
    link_label = link_label(_("商品の一覧へ"))

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "source": source_from(context)}

    def get_preview_value(self) -> StructValue:
        """Show the first product of the shop."""
        product = Product.objects.first()
        return self.to_python(
            {
                "heading": "続けるための道具",
                "text": "<p>手もとに置きたい方のために、体操のガイドと靴下を用意しました。</p>",
                "products": [product.pk] if product else [],
                "link_label": "商品の一覧へ",
            }
        )

    class Meta:
        icon = "tag"
        label = _("商品")
        label_format = "{heading}"
        group = GUIDES
        description = _(
            "選んだ商品を並べます。価格と在庫は自動で新しくなります。売り場のない商品は出ません。例:「続けるための道具」"
        )
        template = "home/products.html"
        preview_value: dict[str, Any] = {}


class TextBlock(StructBlock):
    """A section of plain words."""

    heading = heading(_("このサイトについて"))
    text = text(required=True)

    class Meta:
        icon = "pilcrow"
        label = _("文章")
        label_format = "{heading}"
        group = TEXT
        description = _(
            "見出しと文章だけの節です。ごあいさつや、このサイトの考え方に。例:「このサイトについて」"
        )
        template = "home/text.html"
        preview_value = {
            "heading": "このサイトについて",
            "text": "<p>足指から体の支え方を考える、読みもののサイトです。</p>",
        }


class HomeBody(StreamBlock):
    """What the front page is made of."""

    voices = VoicesBlock()
    approaches = ApproachesBlock()
    topics = TopicsBlock()
    where_to_start = WhereToStartTeaserBlock()
    products = ProductsBlock()
    text = TextBlock()

    class Meta:
        label = _("本文")
        template = "home/body.html"
