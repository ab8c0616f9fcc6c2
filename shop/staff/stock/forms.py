"""The form 「在庫を動かす」: a movement with a reason, never a number typed over another."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from shop.stock.counting import adjust, receive
from shop.stock.models import Stock


class Movement(models.TextChoices):
    """What somebody did in the stock room."""

    RECEIVE = "receive", _("入庫する（届いた数を足す）")
    ADJUST = "adjust", _("増減する（破損・返品など。減らすときはマイナスで書く）")
    COUNT = "count", _("棚卸しする（数えた合計を書く）")


class MoveStockForm(forms.Form):
    """Moves the stock of one variant. `save()` is safe to repeat: the same form moves stock once."""

    movement = forms.ChoiceField(
        label=_("動かし方"), choices=Movement, widget=forms.RadioSelect, initial=Movement.RECEIVE
    )
    quantity = forms.IntegerField(
        label=_("数"),
        min_value=-100_000,
        max_value=100_000,
        help_text=_("入庫は届いた数、増減は「-2」「3」のような差、棚卸しは数えた合計を入れます。"),
        error_messages={
            "invalid": _("数は半角の整数で入力してください。例: 12"),
            "min_value": _("数が大きすぎます。桁を確かめてください。"),
            "max_value": _("数が大きすぎます。桁を確かめてください。"),
        },
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("履歴に残ります。例: 5月分の入荷 / 検品で1足不良 / 月末の棚卸し"),
        error_messages={"required": _("在庫を動かす理由を入力してください。")},
    )
    # What the person saw when they began: a stock-take is a difference from that.
    seen_on_hand = forms.IntegerField(widget=forms.HiddenInput)
    # Makes a doubly sent form one movement.
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stock: Stock, actor: str, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "seen_on_hand": stock.on_hand,
            "key": uuid.uuid4(),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.stock = stock
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that make no sense for the chosen movement."""
        cleaned = super().clean() or {}
        quantity, movement = cleaned.get("quantity"), cleaned.get("movement")
        if quantity is None or movement is None:
            return cleaned
        if movement == Movement.RECEIVE and quantity < 1:
            self.add_error(
                "quantity", _("入庫数は1以上で入力してください。減らすときは「増減する」を選びます。")
            )
        elif movement == Movement.ADJUST and quantity == 0:
            self.add_error("quantity", _("増減は0以外の数で入力してください。"))
        elif movement == Movement.COUNT and quantity < 0:
            self.add_error("quantity", _("数えた合計は0以上で入力してください。"))
        return cleaned

    def save(self) -> int:
        """Move the stock and return the change of the count; 0 when a stock-take found what was expected.

        Raises ValidationError with a Japanese sentence when fewer would be left than are promised to orders,
        or when the count changed while somebody was counting.
        """
        movement, quantity = self.cleaned_data["movement"], self.cleaned_data["quantity"]
        words = {
            "actor": self.actor,
            "reason": self.cleaned_data["reason"],
            "key": str(self.cleaned_data["key"]),
        }
        if movement == Movement.RECEIVE:
            receive(self.stock.variant, quantity, **words)
            return quantity
        if movement == Movement.ADJUST:
            adjust(self.stock.variant, quantity, **words)
            return quantity
        return self._take_stock(quantity, words)

    @transaction.atomic
    def _take_stock(self, counted: int, words: dict[str, Any]) -> int:
        on_hand = Stock.objects.select_for_update().get(pk=self.stock.pk).on_hand
        if on_hand != self.cleaned_data["seen_on_hand"]:
            raise ValidationError(
                _(
                    "数えている間に在庫数が %(before)d から %(now)d に変わりました。もう一度数えて、入力し直してください。"
                ),
                params={"before": self.cleaned_data["seen_on_hand"], "now": on_hand},
            )
        if counted != on_hand:
            adjust(self.stock.variant, counted - on_hand, **words)
        return counted - on_hand
