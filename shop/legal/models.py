"""TradeLaw and ShippingSettings (site settings), LegalIndexPage and LegalPage (/legal/<slug>/)."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from shop.legal.forms import TradeLawForm
from shop.legal.rows import DOWNLOAD_ONLY, GOODS_ONLY, REQUIRED, RowKind
from shop.money.limits import MOST_PAYMENT, MOST_SHIPPING
from toelab.base.blocks.groups import HEADINGS, LISTS, TEXT
from toelab.base.blocks.picker import introduced
from toelab.base.models import BasePage


class CurrentSetting(BaseSiteSetting):
    """A site setting that can be read where there is no request: in mails, in background work, in checks."""

    class Meta(BaseSiteSetting.Meta):
        abstract = True

    @classmethod
    def current(cls) -> Self:
        """Return the default site's setting, or an unsaved one with the defaults. Never writes."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()


@register_setting(icon="clipboard-list", order=200)
class TradeLaw(ClusterableModel, CurrentSetting):
    """特定商取引法に基づく表記: the rows every order, mail and legal page quotes from."""

    seller_mail = models.EmailField(
        _("店舗の連絡先メール"),
        blank=True,
        help_text=_("注文に問題があったときのお知らせが届きます。空欄なら差出人のアドレスに届きます。"),
    )

    panels = [
        FieldPanel("seller_mail"),
        InlinePanel(
            "rows",
            heading=_("表記の行"),
            label=_("行"),
            help_text=_("行が欠けている間は、注文を受け付けません。"),
        ),
    ]
    base_form_class = TradeLawForm

    class Meta:
        verbose_name = _("特定商取引法に基づく表記")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @cached_property
    def by_kind(self) -> "dict[str, TradeLawRow]":
        """The rows by their kind."""
        return {row.kind: row for row in self.rows.all()}

    def text(self, kind: str) -> str:
        """Return what the row `kind` says, with its sample mark; "" when there is no such row."""
        row = self.by_kind.get(kind)
        return row.shown_text if row else ""

    def missing(self, *, goods: bool = True, downloads: bool = True) -> list[RowKind]:
        """Return the required rows that are not filled in, for an order of goods and/or downloads."""
        unneeded = (set() if goods else GOODS_ONLY) | (set() if downloads else DOWNLOAD_ONLY)
        return [kind for kind in REQUIRED if kind not in unneeded and not self.text(kind)]

    def confirmation_rows(self, *, goods: bool, downloads: bool) -> "list[TradeLawRow]":
        """Return the rows that the last confirmation screen repeats, in the table's order."""
        unneeded = (set() if goods else GOODS_ONLY) | (set() if downloads else DOWNLOAD_ONLY)
        return [row for row in self.rows.all() if row.show_on_confirmation and row.kind not in unneeded]


class TradeLawRow(Orderable):
    """One row of the table."""

    law = ParentalKey(TradeLaw, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(_("項目"), max_length=20, choices=RowKind)
    text = models.TextField(
        _("内容"),
        help_text=_("例:「商品到着後8日以内、未使用に限り返品できます。送料はお客様のご負担です。」"),
    )
    show_on_confirmation = models.BooleanField(_("ご注文の最終確認画面にも出す"), default=False)
    is_sample = models.BooleanField(
        _("見本（サンプル）"), default=False, help_text=_("付けると「（サンプル）」と表示します。")
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("show_on_confirmation"), FieldPanel("is_sample")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("表記の行")
        constraints = [
            models.UniqueConstraint(
                fields=["law", "kind"],
                name="trade_law_row_once",
                violation_error_message=_("同じ項目の行がすでにあります。"),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def shown_text(self) -> str:
        """The text as readers see it, marked while it is only a sample."""
        return f"{self.text}{_('（サンプル）')}" if self.is_sample else self.text


@register_setting(icon="globe", order=210)
class ShippingSettings(CurrentSetting):
    """How goods are sent, what that costs, and how many of one thing one order may hold."""

    method = models.CharField(_("配送方法"), max_length=50, default=_("宅配便"), help_text=_("例: ネコポス"))
    fee = models.PositiveIntegerField(
        _("送料（円・税込）"),
        default=0,
        validators=[MaxValueValidator(MOST_SHIPPING, _("送料は100,000円以下にしてください。"))],
    )
    free_from = models.PositiveIntegerField(
        _("送料無料になる金額（円）"),
        null=True,
        blank=True,
        help_text=_("配送する商品の合計がこの金額以上なら送料無料です。"),
        validators=[
            MaxValueValidator(
                MOST_PAYMENT,
                _("99,999,999円以下にしてください。送料無料にしないときは、空欄にしてください。"),
            )
        ],
    )
    max_quantity = models.PositiveSmallIntegerField(
        _("1商品あたりの上限数"), default=20, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )

    panels = [
        FieldPanel("method"),
        FieldRowPanel([FieldPanel("fee"), FieldPanel("free_from")]),
        FieldPanel("max_quantity"),
    ]

    class Meta:
        verbose_name = _("配送と数量")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def fee_for(self, goods_total: int) -> int:
        """Return the shipping fee in yen for goods worth `goods_total` yen; nothing is sent for zero yen of goods."""
        if self.free_from is not None and goods_total >= self.free_from:
            return 0
        return self.fee


class LegalIndexPage(BasePage):
    """The list of the legal pages."""

    template = "shop/legal_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["shop.LegalPage"]
    max_count = 1
    page_description = _("法律に関するページの一覧です。ホームのすぐ下に1つだけ置きます（スラッグ legal）。")

    class Meta:
        verbose_name = _("法律ページの一覧")
        verbose_name_plural = _("法律ページの一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live legal pages."""
        pages = LegalPage.objects.child_of(self).live().order_by("path")
        return {**super().get_context(request, *args, **kwargs), "pages": pages}


class LegalBody(blocks.StreamBlock):
    """Headings, paragraphs and lists: legal texts need no more."""

    heading = introduced(
        blocks.CharBlock(
            label=_("見出し"), icon="title", max_length=100, template="shop/blocks/heading.html"
        ),
        group=HEADINGS,
        description=_("条や節の始まりです。例:「個人情報の利用目的」"),
        preview_value="個人情報の利用目的",
    )
    paragraph = introduced(
        blocks.RichTextBlock(
            label=_("段落"),
            icon="pilcrow",
            features=["bold", "link", "ol", "ul"],
            template="shop/blocks/paragraph.html",
        ),
        group=TEXT,
        description=_(
            "ふつうの文章。太字、リンク、番号つきの一覧が使えます。例:「商品の発送のために使います。」"
        ),
        preview_value="<p>お預かりした住所は、商品の発送のために使います。</p>",
    )
    list = introduced(
        blocks.ListBlock(
            blocks.CharBlock(label=_("項目")),
            label=_("箇条書き"),
            icon="list-ul",
            template="shop/blocks/list.html",
        ),
        group=LISTS,
        description=_("並べて見せたい短い項目。例:「お名前」「ご住所」「メールアドレス」"),
        preview_value=["お名前", "ご住所", "メールアドレス"],
    )


class LegalPage(BasePage):
    """One legal text. The kind 特定商取引法 draws its table from the site setting, so it is written once."""

    class Kind(models.TextChoices):
        TOKUSHOHO = "tokushoho", _("特定商取引法に基づく表記")
        PRIVACY = "privacy", _("プライバシーポリシー")
        TERMS = "terms", _("利用規約")
        EXTERNAL = "external", _("外部送信について")
        FREE = "free", _("その他")

    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.FREE)
    body = StreamField(LegalBody(), verbose_name=_("本文"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("kind"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "shop/legal_page.html"
    parent_page_types = ["shop.LegalIndexPage"]
    subpage_types: list[str] = []
    page_description = _("特定商取引法に基づく表記、プライバシーポリシーなどの1ページです。")

    class Meta:
        verbose_name = _("法律ページ")
        verbose_name_plural = _("法律ページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the table of the trade law to the page that shows it."""
        context = super().get_context(request, *args, **kwargs)
        if self.kind == self.Kind.TOKUSHOHO:
            context["law"] = TradeLaw.current()
        return context
