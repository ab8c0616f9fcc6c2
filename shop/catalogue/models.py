"""Product, Variant and DigitalFile. Prices live here, never in a page revision; stock has a room of its own."""

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from shop.money.limits import LEAST_PAYMENT, MOST_PRICE
from shop.money.tax import STANDARD_RATE

if TYPE_CHECKING:
    from wagtail.models import Page

SKU_PATTERN = r"[A-Z0-9][A-Z0-9-]*"
SKU_RULE = RegexValidator(
    rf"^{SKU_PATTERN}\Z", _("SKUは半角の英大文字・数字・ハイフンで書いてください。例: YS-M-AI")
)
LOW_STOCK = 5
"""Units. From here on the customer reads 「残りわずか」 too (shop.stock.words.FEW)."""
PRICE_RULE = _(
    "価格は50円から1,000,000円までの金額にしてください。決済サービス（Stripe）は、合計が50円に満たないご注文や"
    "99,999,999円を超えるご注文のお支払いを受け付けません。"
)
COLOUR_RULE = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("色見本は #1f3a5f のように書いてください。"))


def private_storage() -> Storage:
    """The storage that no web server shows: files leave it only through the download view."""
    return storages["private"]


class Product(index.Indexed, ClusterableModel):
    """One thing the brand sells, in one or more variants. What is said about it is on its ProductPage."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", _("配送する商品")
        DIGITAL = "digital", _("ダウンロード商品")

    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.PHYSICAL)
    name = models.CharField(_("商品名"), max_length=100, help_text=_("例: YOSHIRO SOCKS"))
    slug = models.SlugField(
        _("スラッグ"), unique=True, help_text=_("半角の英小文字とハイフン。例: yoshiro-socks")
    )
    brand = models.CharField(_("ブランド"), max_length=100, blank=True)
    summary = models.CharField(
        _("短い説明"),
        max_length=120,
        blank=True,
        help_text=_("商品カードに出る一文です。例:「足指が広がりやすい環境をサポートする5本指ソックス」"),
    )
    tax_rate = models.PositiveSmallIntegerField(
        _("消費税率（%）"), default=STANDARD_RATE, validators=[MaxValueValidator(99)]
    )

    # Labelling duties of goods (家庭用品品質表示法)
    composition = models.CharField(
        _("組成"), max_length=200, blank=True, help_text=_("例: 綿 70% ナイロン 28% ポリウレタン 2%")
    )
    origin = models.CharField(_("原産国"), max_length=50, blank=True, help_text=_("例: 日本"))
    maker = models.CharField(_("表示者名と連絡先"), max_length=200, blank=True)
    care = models.CharField(
        _("お手入れ"), max_length=200, blank=True, help_text=_("例: ネットに入れて洗濯機で洗えます")
    )
    requirements = models.CharField(
        _("動作環境"),
        max_length=200,
        blank=True,
        help_text=_("ダウンロード商品に必要です。例: PDFを表示できる端末"),
    )
    is_active = models.BooleanField(
        _("販売する"), default=True, help_text=_("外すと、買えなくなります。過去の注文には影響しません。")
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("is_active"),
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("slug"),
                FieldPanel("kind"),
                FieldPanel("brand"),
                FieldPanel("summary"),
            ],
            heading=_("基本"),
        ),
        MultiFieldPanel(
            [FieldPanel(f) for f in ("composition", "origin", "maker", "care", "requirements")],
            heading=_("表示が必要な事項"),
        ),
        FieldRowPanel([FieldPanel("tax_rate"), FieldPanel("is_active")], heading=_("販売")),
        InlinePanel(
            "variants", heading=_("バリエーション（サイズ・色）"), label=_("バリエーション"), min_num=1
        ),
        InlinePanel("files", heading=_("ダウンロードのファイル"), label=_("ファイル")),
    ]

    class Meta:
        verbose_name = _("商品")
        verbose_name_plural = _("商品")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_digital(self) -> bool:
        """Whether the product is a file: no parcel, no stock."""
        return self.kind == self.Kind.DIGITAL

    @property
    def page(self) -> "Page | None":
        """The live page that presents this product, or None while there is none to show."""
        try:
            page: Page = self.product_page
        except ObjectDoesNotExist:
            return None
        return page if page.live else None

    def clean(self) -> None:
        """Refuse to sell goods without the label facts that the law asks for."""
        super().clean()
        if not self.is_active:
            return
        needed = ("requirements",) if self.is_digital else ("composition", "origin", "maker")
        empty = {
            name: _("販売する商品には、この表示が必要です。") for name in needed if not getattr(self, name)
        }
        if empty:
            raise ValidationError(empty)


class Variant(Orderable):
    """One thing that can be put in a basket: a size and colour of a product, with its own SKU and price."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="variants", verbose_name=_("商品"))
    sku = models.CharField(
        "SKU", max_length=40, unique=True, validators=[SKU_RULE], help_text=_("例: YS-M-AI")
    )
    size = models.CharField(_("サイズ"), max_length=30, blank=True, help_text=_("例: M 24–26cm"))
    colour = models.CharField(_("色"), max_length=30, blank=True, help_text=_("例: 藍"))
    colour_code = models.CharField(
        _("色見本"), max_length=7, blank=True, validators=[MinLengthValidator(7), COLOUR_RULE]
    )
    # Asked of whoever types a price. The database's own rule stays wider: orders for nothing work, and are tested.
    price = models.PositiveIntegerField(
        _("価格（円・税込）"),
        validators=[MinValueValidator(LEAST_PAYMENT, PRICE_RULE), MaxValueValidator(MOST_PRICE, PRICE_RULE)],
    )
    active = models.BooleanField(_("販売する"), default=True)
    low_stock = models.PositiveSmallIntegerField(
        _("お知らせする在庫数"),
        null=True,
        blank=True,
        default=LOW_STOCK,
        help_text=_(
            "注文で、販売できる数がこの数以下になると、店舗のメールに一度お知らせします。0なら売り切れたときだけ、"
            "空なら知らせません。ダウンロード商品では使いません。"
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("sku"), FieldPanel("price"), FieldPanel("active")]),
        FieldRowPanel([FieldPanel("size"), FieldPanel("colour"), FieldPanel("colour_code")]),
        FieldPanel("low_stock"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("バリエーション")
        verbose_name_plural = _("バリエーション")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "size", "colour"],
                name="variant_size_colour_once",
                violation_error_message=_("同じサイズと色のバリエーションがすでにあります。"),
            ),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="variant_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.product.name} {self.label}".strip()

    @property
    def label(self) -> str:
        """Size and colour as one text: "M 24–26cm・藍"; empty for a product with a single variant."""
        return "・".join(part for part in (self.size, self.colour) if part)

    @property
    def is_for_sale(self) -> bool:
        """Whether a customer may buy it, stock aside."""
        return self.active and self.product.is_active


def variant_by_sku(sku: str) -> Variant | None:
    """Return the variant with this SKU and its product; None for an unknown one and for anything that is no SKU."""
    if not re.fullmatch(SKU_PATTERN, sku):
        return None
    return Variant.objects.select_related("product").filter(sku=sku).first()


class DigitalFile(Orderable):
    """A file that buyers of a digital product may download, in one version."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="files", verbose_name=_("商品"))
    file = models.FileField(_("ファイル"), storage=private_storage, upload_to="digital/")
    filename = models.CharField(
        _("表示するファイル名"), max_length=100, help_text=_("例: ひろのば体操はじめてガイド.pdf")
    )
    version = models.CharField(_("版"), max_length=20, default="1.0")

    panels = [FieldPanel("file"), FieldRowPanel([FieldPanel("filename"), FieldPanel("version")])]

    class Meta(Orderable.Meta):
        verbose_name = _("ダウンロードのファイル")
        verbose_name_plural = _("ダウンロードのファイル")

    def __str__(self) -> str:
        return f"{self.filename} ({self.version})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Show the uploaded file's own name when the editor gave none."""
        self.filename = self.filename or str(self.file.name).rsplit("/", 1)[-1]
        super().save(*args, **kwargs)
