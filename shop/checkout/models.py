"""What a shopper typed so far."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.basket.models import Basket
from shop.orders.contact import Contact


class CheckoutDraft(Contact):
    """Contact and address typed for one basket; kept so that going back and forth loses nothing."""

    basket = models.OneToOneField(
        Basket, on_delete=models.CASCADE, primary_key=True, related_name="draft", verbose_name=_("カート")
    )
    changed_at = models.DateTimeField(_("最終変更"), auto_now=True)

    class Meta:
        verbose_name = _("入力中のお届け先")
        verbose_name_plural = _("入力中のお届け先")

    def __str__(self) -> str:
        return str(self.basket_id)
