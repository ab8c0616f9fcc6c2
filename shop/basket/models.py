"""Basket and its lines."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models import Variant


class Basket(models.Model):
    """One shopper's basket. `version` grows with every change, so that an order knows what it was made from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("版"), default=0)
    # The stock hold of a payment that is under way from this basket: what it keeps is this shopper's own.
    hold = models.CharField(_("引当番号"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("作成"), auto_now_add=True)
    changed_at = models.DateTimeField(_("最終変更"), auto_now=True)

    class Meta:
        verbose_name = _("カート")
        verbose_name_plural = _("カート")

    def __str__(self) -> str:
        # Enough to tell two baskets apart in a list; the whole number is on the basket's own page.
        return f"カート {str(self.id)[:8]}"


class BasketLine(models.Model):
    """One variant in a basket, the price its buyer last saw, and where they came from first and last."""

    basket = models.ForeignKey(
        Basket, on_delete=models.CASCADE, related_name="lines", verbose_name=_("カート")
    )
    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="+", verbose_name=_("バリエーション")
    )
    quantity = models.PositiveSmallIntegerField(
        _("数量"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    price_seen = models.PositiveIntegerField(_("表示済みの価格（円）"))
    first_source = models.CharField(_("最初の流入元"), max_length=120, blank=True)
    last_source = models.CharField(_("最後の流入元"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("カートの行")
        verbose_name_plural = _("カートの行")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["basket", "variant"], name="basket_line_variant_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1) & models.Q(quantity__lte=99), name="basket_line_quantity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant} × {self.quantity}"
