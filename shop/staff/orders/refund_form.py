"""The form that gives money back: by line, by amount, or all of it; goods go back to stock only if ticked.

The same form sent twice gives back once: it carries a key. What it was shown may be old when it comes in, so its
limits are looked at twice: before, to answer kindly, and again with the order locked, to be right.
"""

import uuid
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
from shop.payments.refunding import ask, asked_before, refundable
from shop.staff.orders.returning import Standing, goods, put_back, standings, was_put_back


class RefundForm(forms.Form):
    """One field of units for each line, an amount that overrides their sum, and a reason.

    An amount, even the whole of it, says nothing about goods: only chosen units go back to stock.
    """

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
    # Makes a doubly sent form one refund.
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        """Offer what is left of the lines of `order`."""
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.order = order
        now = standings(order)
        self.lines = [standing.line for standing in now]
        self.fields = {_name(standing.line): _units_field(standing) for standing in now} | self.fields
        self.fields["amount"].help_text = _(
            "空欄のときは、上で選んだ商品の合計を返金します。返金できる残り: %(left)s"
        ) % {"left": format_yen(refundable(order))}
        if not any(standing.restockable for standing in now):
            self.fields["restock"].help_text = _("この注文には、いま在庫に戻せる商品がありません。")

    def clean(self) -> dict[str, Any]:
        """Settle on units and amount, unless this very form was carried out before."""
        data = super().clean() or {}
        chosen = {line: data.get(_name(line)) or 0 for line in self.lines}
        data["units"] = {line: units for line, units in chosen.items() if units}
        data["amount"] = data.get("amount") or sum(
            line.unit_price * units for line, units in data["units"].items()
        )
        if self.errors.pop("key", None):
            # Nobody can see that field or correct it.
            self._renew_key()
            self.add_error(None, _("内容を確かめて、もう一度「返金する」を押してください。"))
        elif not self.errors and not self._is_repeated(data):
            self._refuse_too_much(data)
        return data

    @transaction.atomic
    def save(self, actor: str) -> bool:
        """Ask for the refund and put goods back if ticked; False when this form had done so already.

        Raises ValidationError when less is left than when the form was checked, RefundRefusedError when the order
        stands still.
        """
        data = self.cleaned_data
        units: dict[OrderLine, int] = data["units"]
        order = lock(self.order.pk)
        if self._is_repeated(data):
            return False
        self._refuse_too_much(data)
        refund = ask(
            order,
            data["amount"],
            reason=data["reason"],
            actor=actor,
            lines=_by_id(units),
            key=data["key"].hex,
        )
        if data["restock"]:
            put_back(refund, units, actor=actor)
        return True

    def _is_repeated(self, data: dict[str, Any]) -> bool:
        """Whether this form asked for the same before.

        Raises ValidationError when it asked for something else: somebody went back to it and changed it. That may be
        meant, so the form gets a new key, and is carried out when it is sent again.
        """
        earlier = asked_before(self.order, data["key"].hex)
        if earlier is None:
            return False
        if _is_same(earlier, data):
            return True
        self._renew_key()
        raise ValidationError(
            _(
                "この画面からは、すでに%(amount)sを返金しています。いま入力した内容では、まだ返金していません。"
                "追加で返金するときは、内容を確かめて、もう一度「返金する」を押してください。"
            )
            % {"amount": format_yen(earlier.amount)}
        )

    def _refuse_too_much(self, data: dict[str, Any]) -> None:
        """Raise ValidationError, field by field, for more than is left now, and for restocking nothing."""
        errors: dict[str, list[str]] = {}
        restocking = goods(data["units"]) if data["restock"] else {}
        if data["restock"] and not restocking:
            # Money alone brings no goods back, and which of them came the form cannot guess.
            errors["restock"] = [_nothing_to_restock(data["units"])]
        for standing in standings(self.order):
            if data["units"].get(standing.line, 0) > standing.returnable:
                errors.setdefault(_name(standing.line), []).append(_too_many_returned(standing))
            elif restocking.get(standing.line, 0) > standing.restockable:
                errors.setdefault("restock", []).append(_too_many_restocked(standing))
        if errors:
            raise ValidationError(errors)
        left = refundable(self.order)
        if left <= 0:
            raise ValidationError(_("この注文には、返金できる残りがありません。"))
        if not 0 < data["amount"] <= left:
            raise ValidationError(
                _("返金額は、1円から%(left)sまでにしてください。") % {"left": format_yen(left)}
            )

    def _renew_key(self) -> None:
        """Let what is typed be sent again as a refund of its own."""
        self.data = {**{name: self.data[name] for name in self.data}, "key": str(uuid.uuid4())}


def _name(line: OrderLine) -> str:
    return f"line_{line.pk}"


def _units_field(standing: Standing) -> forms.IntegerField:
    """The field for the units of one line; `_refuse_too_much` knows its limit, in better words than a field's."""
    line = standing.line
    bought = _("注文数: %(n)s") % {"n": line.quantity}
    returned = _("（返品ずみ %(n)s点）") % {"n": standing.returned} if standing.returned else ""
    no_more = _("。もう返品できる数はありません。") if not standing.returnable else ""
    return forms.IntegerField(
        label=f"{line.full_name}（{format_yen(line.unit_price)}）",
        required=False,
        min_value=0,
        initial=0,
        help_text=f"{bought}{returned}{no_more}",
        widget=forms.NumberInput(attrs={"max": standing.returnable}),
    )


def _by_id(units: dict[OrderLine, int]) -> dict[str, int]:
    return {str(line.pk): count for line, count in units.items()}


def _is_same(refund: Refund, data: dict[str, Any]) -> bool:
    """Whether `refund` is what the form asks for."""
    units = data["units"]
    wants_restock = bool(data["restock"] and goods(units))
    return (refund.amount, refund.lines, refund.reason, was_put_back(refund, units)) == (
        data["amount"],
        _by_id(units),
        data["reason"],
        wants_restock,
    )


def _too_many_returned(standing: Standing) -> str:
    words = {
        "bought": standing.line.quantity,
        "returned": standing.returned,
        "left": standing.returnable,
    }
    if not standing.returned:
        return _("注文数は%(bought)s点です。%(left)s点以下にしてください。") % words
    if not standing.returnable:
        return (
            _(
                "注文した%(bought)s点は、すべて返品ずみです。この商品の数を0にしてください。"
                "さらに返金が必要なときは、「返金額」に金額を入力してください。"
            )
            % words
        )
    return (
        _(
            "注文した%(bought)s点のうち、%(returned)s点は返品ずみです。%(left)s点以下にしてください。"
            "さらに返金が必要なときは、「返金額」に金額を入力してください。"
        )
        % words
    )


def _nothing_to_restock(units: dict[OrderLine, int]) -> str:
    if units:
        return _(
            "選んだのはダウンロード商品だけで、在庫に戻すものがありません。「選んだ商品を在庫に戻す」のチェックを外してください。"
        )
    return _(
        "在庫に戻す商品が選ばれていません。返品された商品の数を入力するか、「選んだ商品を在庫に戻す」のチェックを外してください。"
    )


def _too_many_restocked(standing: Standing) -> str:
    words = {"name": standing.line.full_name, "restocked": standing.restocked, "left": standing.restockable}
    if not standing.sent:
        return (
            _(
                "「%(name)s」は、この注文では在庫から出ていないため、在庫に戻せません。"
                "「選んだ商品を在庫に戻す」のチェックを外してください。"
            )
            % words
        )
    return (
        _(
            "「%(name)s」は、すでに%(restocked)s点を在庫に戻しています。在庫に戻せるのは、あと%(left)s点です。"
            "数を直すか、「選んだ商品を在庫に戻す」のチェックを外してください。"
        )
        % words
    )
