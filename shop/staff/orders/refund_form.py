"""The form that gives money back: by line, by amount, or all of it; goods go back to stock only if ticked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.money.yen import format_yen
from shop.orders.models import Order, OrderLine
from shop.orders.moving import lock
from shop.payments.after_models import Refund
from shop.payments.refunding import ask, refundable
from shop.stock.counting import receive


class RefundForm(forms.Form):
    """One field of units for each line, an amount that overrides their sum, and a reason."""

    amount = forms.IntegerField(
        label=gettext_lazy("返金額（円）"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("空欄のときは、上で選んだ商品の合計を返金します。"),
    )
    reason = forms.CharField(label=gettext_lazy("理由（社内の記録）"), max_length=200)
    restock = forms.BooleanField(
        label=gettext_lazy("選んだ商品を在庫に戻す"),
        required=False,
        help_text=gettext_lazy("返品された商品が手もとに届き、また販売できるときだけ選んでください。"),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("上の内容でお客さまに返金します（取り消しはできません）"),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        """Offer the lines of `order`."""
        super().__init__(*args, **kwargs)
        self.order = order
        self.lines: list[OrderLine] = list(order.lines.select_related("variant__product"))
        choices = {
            self._name(line): forms.IntegerField(
                label=f"{line.full_name}（{format_yen(line.unit_price)}）",
                required=False,
                min_value=0,
                max_value=line.quantity,
                initial=0,
                help_text=_("注文数: %(n)s") % {"n": line.quantity},
            )
            for line in self.lines
        }
        self.fields = choices | self.fields
        left = refundable(order)
        self.fields["amount"].help_text = _(
            "空欄のときは、上で選んだ商品の合計を返金します。返金できる残り: %(left)s"
        ) % {"left": format_yen(left)}

    @staticmethod
    def _name(line: OrderLine) -> str:
        return f"line_{line.pk}"

    def clean(self) -> dict[str, Any]:
        """Settle on the amount; the last word has `ask`, with the order locked."""
        data = super().clean() or {}
        chosen = {line: data.get(self._name(line)) or 0 for line in self.lines}
        data["units"] = {line: units for line, units in chosen.items() if units}
        data["amount"] = data.get("amount") or sum(
            line.unit_price * units for line, units in data["units"].items()
        )
        if not self.errors and not 0 < data["amount"] <= refundable(self.order):
            raise ValidationError(
                _("返金額は、1円から%(left)sまでにしてください。")
                % {"left": format_yen(refundable(self.order))}
            )
        return data

    @transaction.atomic
    def save(self, actor: str) -> Refund:
        """Ask for the refund and put goods back if ticked. Raises RefundRefusedError."""
        data = self.cleaned_data
        units: dict[OrderLine, int] = data["units"]
        order = lock(self.order.pk)
        refund = ask(
            order,
            data["amount"],
            reason=data["reason"],
            actor=actor,
            lines={str(line.pk): count for line, count in units.items()},
        )
        if data["restock"]:
            for line, count in sorted(units.items(), key=lambda item: item[0].sku):
                if not line.is_digital:
                    key = f"refund-{refund.pk}-{line.sku}"
                    reason = _("返品 %(number)s") % {"number": order.number}
                    receive(line.variant, count, actor=actor, reason=reason, key=key)
        return refund
