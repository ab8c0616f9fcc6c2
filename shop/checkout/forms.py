"""The address and contact form, in the order Japanese addresses are written."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.checkout.models import CheckoutDraft
from shop.japan.address import has_street_number, normalise_street
from shop.japan.errors import InputError
from shop.japan.phone import normalise_phone
from shop.japan.postal import normalise_postal_code
from shop.japan.prefectures import PREFECTURES
from shop.japan.text import normalise_kana, normalise_text
from shop.orders.contact import ADDRESS_FIELDS

# HTML autofill tokens (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill).
AUTOCOMPLETE = {
    "family_name": "family-name",
    "given_name": "given-name",
    # There is no token for readings; a browser that guessed would fill in the characters themselves.
    "family_kana": "off",
    "given_kana": "off",
    "postal_code": "postal-code",
    "prefecture": "address-level1",
    "city": "address-level2",
    "street": "address-line1",
    "building": "address-line2",
    "phone": "tel",
    "email": "email",
}
INPUTMODE = {"postal_code": "numeric", "phone": "tel", "email": "email"}
EXAMPLES = {
    "family_name": _("例: 山田"),
    "given_name": _("例: 花子"),
    "family_kana": _("例: ヤマダ"),
    "given_kana": _("例: ハナコ"),
    "postal_code": _("例: 123-4567（ハイフンなしでもかまいません）"),
    "city": _("例: 千代田区"),
    "street": _("例: 神田神保町1-2-3（番地まで）"),
    "building": _("例: 足指マンション405（ない場合は空欄）"),
    "phone": _("例: 090-1234-5678（ご注文についてのご連絡に使います）"),
    "email": _("例: hanako@example.jp（ご注文の控えをお送りします）"),
}
OPTIONAL_ALWAYS = {"building"}
OPTIONAL_FOR_DOWNLOADS = {"family_kana", "given_kana", "phone"}


class MailField(forms.EmailField):
    """An address for mail that may be typed in full width, as telephone number and postal code may."""

    def to_python(self, value: Any) -> str:
        """Make the address uniform before anybody asks whether it is one."""
        return normalise_text(super().to_python(value) or "")


class ContactForm(forms.ModelForm[CheckoutDraft]):
    """Asks for what the order needs: for downloads alone no address, and the telephone only if one likes."""

    prefecture = forms.ChoiceField(
        label=_("都道府県"), choices=[("", _("選んでください")), *((name, name) for name in PREFECTURES)]
    )

    class Meta:
        model = CheckoutDraft
        field_classes = {"email": MailField}
        fields = [
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "postal_code",
            "prefecture",
            "city",
            "street",
            "building",
            "phone",
            "email",
        ]

    def __init__(self, *args: Any, needs_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser's own messages would hide ours, and its length limits count other characters.
        self.use_required_attribute = False
        if not needs_address:
            for name in (*ADDRESS_FIELDS, "family_kana", "given_kana"):
                del self.fields[name]
        for name, field in self.fields.items():
            field.required = name not in OPTIONAL_ALWAYS and (
                needs_address or name not in OPTIONAL_FOR_DOWNLOADS
            )
            field.help_text = EXAMPLES.get(name, "")
            field.error_messages["required"] = _required_message(name, str(field.label))
            attrs = {"autocomplete": AUTOCOMPLETE.get(name), "inputmode": INPUTMODE.get(name)}
            field.widget.attrs.update({key: value for key, value in attrs.items() if value})
        # Typed longer than stored: half-width kana and hyphens shrink when they are made uniform.
        for name in {"postal_code", "phone"} & self.fields.keys():
            field = self.fields[name]
            field.max_length = None  # type: ignore[attr-defined]
            field.validators = []
            field.widget.attrs["maxlength"] = 30
        self.fields["email"].error_messages["invalid"] = _(
            "メールアドレスの形を確かめてください。例: hanako@example.jp"
        )
        if needs_address:
            self.fields["prefecture"].error_messages["invalid_choice"] = _(
                "都道府県を一覧から選んでください。"
            )

    def clean_family_name(self) -> str:
        return normalise_text(self.cleaned_data["family_name"])

    def clean_given_name(self) -> str:
        return normalise_text(self.cleaned_data["given_name"])

    def clean_family_kana(self) -> str:
        return _tried(normalise_kana, self.cleaned_data["family_kana"])

    def clean_given_kana(self) -> str:
        return _tried(normalise_kana, self.cleaned_data["given_kana"])

    def clean_postal_code(self) -> str:
        return _tried(normalise_postal_code, self.cleaned_data["postal_code"])

    def clean_city(self) -> str:
        return normalise_text(self.cleaned_data["city"])

    def clean_street(self) -> str:
        street = normalise_street(self.cleaned_data["street"])
        if not has_street_number(street):
            raise ValidationError(
                _("番地まで入力してください。番地がない場合は「番地なし」と書いてください。")
            )
        return street

    def clean_building(self) -> str:
        return normalise_street(self.cleaned_data["building"])

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        return _tried(normalise_phone, phone) if phone else ""


def _tried(normalise: Callable[[str], str], text: str) -> str:
    try:
        return normalise(text)
    except InputError as error:
        raise ValidationError(gettext(str(error))) from error


def _required_message(name: str, label: str) -> str:
    if name == "prefecture":
        return gettext("都道府県を選んでください。")
    return gettext("%(label)sを入力してください。") % {"label": label}
