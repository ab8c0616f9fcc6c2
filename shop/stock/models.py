"""Stock and its append-only journal. The database itself refuses overselling and rewriting of history."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models import Variant


class Stock(models.Model):
    """The current counts of one physical variant. Changed only by the functions of this room."""

    variant = models.OneToOneField(
        Variant,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="stock",
        verbose_name=_("バリエーション"),
    )
    on_hand = models.PositiveIntegerField(_("在庫数"), default=0)
    reserved = models.PositiveIntegerField(_("引当中"), default=0)
    # Since when the shop knows that few are left; empty again when it was refilled above the variant's low_stock.
    low_noticed_at = models.DateTimeField(
        _("少ないとお知らせした日時"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("在庫")
        verbose_name_plural = _("在庫")
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(reserved__lte=F("on_hand")),
                name="stock_reserved_within_on_hand",
            )
        ]

    def __str__(self) -> str:
        return f"{self.variant.sku}: {self.on_hand} ({self.reserved})"

    @property
    def available(self) -> int:
        """How many can still be promised."""
        return self.on_hand - self.reserved

    @property
    def is_low(self) -> bool:
        """Whether a variant on sale should be ordered again: what is left is at or below its `low_stock`."""
        limit = self.variant.low_stock
        return self.variant.is_for_sale and limit is not None and self.available <= limit


class StockMove(models.Model):
    """One change of one variant's counts. Rows are only ever added; triggers refuse UPDATE and DELETE."""

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("入庫")
        ADJUST = "adjust", _("調整")
        RESERVE = "reserve", _("引当")
        RELEASE = "release", _("引当の取り消し")
        COMMIT = "commit", _("出庫")

    key = models.CharField(_("キー"), max_length=150, unique=True)
    variant = models.ForeignKey(
        Variant, on_delete=models.PROTECT, related_name="stock_moves", verbose_name=_("バリエーション")
    )
    kind = models.CharField(_("種類"), max_length=10, choices=Kind)
    on_hand_delta = models.IntegerField(_("在庫数の増減"), default=0)
    reserved_delta = models.IntegerField(_("引当の増減"), default=0)
    # The reservation this move belongs to; "" for moves made by a person.
    hold = models.CharField(_("引当番号"), max_length=64, blank=True, db_index=True)
    # Text, not keys: history outlives the staff member and must not be rewritten when one leaves.
    order_number = models.CharField(_("注文番号"), max_length=20, blank=True)
    actor = models.CharField(_("担当"), max_length=150, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("在庫の動き")
        verbose_name_plural = _("在庫の動き")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.key}: {self.on_hand_delta:+d} / {self.reserved_delta:+d}"
