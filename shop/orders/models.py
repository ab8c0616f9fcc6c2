"""Order, its lines and its history. An order is a snapshot: later changes to prices or products do not reach it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.basket.models import Basket
from shop.catalogue.models import Variant
from shop.money.tax import STANDARD_RATE, RateSum, sums_by_rate
from shop.orders import states
from shop.orders.contact import Contact
from shop.orders.ids import new_number, new_token, uuid7
from shop.sources import Source


class Order(Contact):
    """One order. Only `shop.payments.settle` and the checkout change its state."""

    class State(models.TextChoices):
        CREATING = states.CREATING, _("お支払いの準備中")
        OPEN = states.OPEN, _("お支払い手続き中")
        AWAITING_KONBINI = states.AWAITING_KONBINI, _("コンビニでのお支払い待ち")
        EXPIRED = states.EXPIRED, _("お支払い期限切れ")
        KONBINI_LAPSED = states.KONBINI_LAPSED, _("コンビニ支払いの期限切れ")
        PAID = states.PAID, _("お支払い済み")
        PAID_UNFILLABLE = states.PAID_UNFILLABLE, _("お支払い済み・在庫なし")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("注文番号"), max_length=9, unique=True, default=new_number, editable=False)
    token = models.CharField(
        _("注文ページの鍵"), max_length=64, unique=True, default=new_token, editable=False
    )
    state = models.CharField(_("状態"), max_length=20, choices=State, default=State.CREATING)

    subtotal = models.PositiveIntegerField(_("商品合計（円）"))
    shipping_fee = models.PositiveIntegerField(_("送料（円）"))
    total = models.PositiveIntegerField(_("合計（円・税込）"))
    shipping_method = models.CharField(_("配送方法"), max_length=50, blank=True)

    basket = models.ForeignKey(
        Basket, null=True, on_delete=models.SET_NULL, related_name="orders", verbose_name=_("カート")
    )
    basket_version = models.PositiveIntegerField(_("カートの版"))
    # What the customer was shown on the last confirmation screen (特定商取引法 12条の6).
    confirm_proof = models.JSONField(_("最終確認の控え"), default=dict)
    created_at = models.DateTimeField(_("注文日時"), auto_now_add=True)
    paid_at = models.DateTimeField(_("お支払い日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("注文")
        verbose_name_plural = _("注文")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("subtotal") + F("shipping_fee")), name="order_total_adds_up"
            ),
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="order_state_known"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_paid(self) -> bool:
        """Whether the money came and the order is carried out."""
        return self.state == self.State.PAID

    @property
    def has_downloads(self) -> bool:
        """Whether a file was bought."""
        return any(line.is_digital for line in self.lines.all())

    @property
    def needs_shipping(self) -> bool:
        """Whether a parcel has to be sent."""
        return any(not line.is_digital for line in self.lines.all())

    @property
    def tax_sums(self) -> list[RateSum]:
        """Tax by rate, shipping included: one rounding per rate for the whole order."""
        amounts = [(line.amount, line.tax_rate) for line in self.lines.all()]
        return sums_by_rate([*amounts, (self.shipping_fee, STANDARD_RATE)] if self.shipping_fee else amounts)


class OrderLine(models.Model):
    """One variant as it was when it was ordered."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines", verbose_name=_("注文"))
    # A variant that was ever ordered can be taken off sale, not deleted.
    variant = models.ForeignKey(
        Variant, on_delete=models.PROTECT, related_name="+", verbose_name=_("バリエーション")
    )
    sku = models.CharField("SKU", max_length=40)
    name = models.CharField(_("商品名"), max_length=100)
    size = models.CharField(_("サイズ"), max_length=30, blank=True)
    colour = models.CharField(_("色"), max_length=30, blank=True)
    unit_price = models.PositiveIntegerField(_("単価（円・税込）"))
    quantity = models.PositiveSmallIntegerField(_("数量"))
    tax_rate = models.PositiveSmallIntegerField(_("消費税率（%）"))
    is_digital = models.BooleanField(_("ダウンロード商品"))

    # Where the buyer came from, first and last: page id, block, rule, and the page's title on that day.
    first_page = models.PositiveIntegerField(_("最初の流入元ページ"), null=True, db_index=True)
    first_block = models.CharField(_("最初の流入元ブロック"), max_length=40, blank=True)
    first_rule = models.CharField(_("最初の流入元ルール"), max_length=40, blank=True)
    first_title = models.CharField(_("最初の流入元の題名"), max_length=255, blank=True)
    last_page = models.PositiveIntegerField(_("最後の流入元ページ"), null=True, db_index=True)
    last_block = models.CharField(_("最後の流入元ブロック"), max_length=40, blank=True)
    last_rule = models.CharField(_("最後の流入元ルール"), max_length=40, blank=True)
    last_title = models.CharField(_("最後の流入元の題名"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("注文の行")
        verbose_name_plural = _("注文の行")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "sku"], name="order_line_sku_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_quantity"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} × {self.quantity}"

    @property
    def amount(self) -> int:
        """Yen for the line."""
        return self.unit_price * self.quantity

    @property
    def full_name(self) -> str:
        """Product, size and colour: "YOSHIRO SOCKS M 24–26cm・藍"."""
        return f"{self.name} {'・'.join(part for part in (self.size, self.colour) if part)}".strip()

    def set_source(self, which: str, source: Source | None, title: str) -> None:
        """Copy `source` into the fields of `which` ("first" or "last")."""
        if source is None:
            return
        setattr(self, f"{which}_page", source.page)
        setattr(self, f"{which}_block", source.block)
        setattr(self, f"{which}_rule", source.rule)
        setattr(self, f"{which}_title", title)


class OrderEvent(models.Model):
    """One thing that happened to an order. Only ever added (triggers), each bound to the one before by a hash."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events", verbose_name=_("注文"))
    n = models.PositiveIntegerField(_("番号"))
    kind = models.CharField(_("種類"), max_length=40)
    data = models.JSONField(_("内容"), default=dict)
    created_at = models.DateTimeField(_("日時"))
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("注文の記録")
        verbose_name_plural = _("注文の記録")
        ordering = ["order", "n"]
        constraints = [models.UniqueConstraint(fields=["order", "n"], name="order_event_once")]

    def __str__(self) -> str:
        return f"{self.order_id} #{self.n} {self.kind}"
