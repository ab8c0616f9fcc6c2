"""Who ordered and where the parcel goes: the same fields while typing and in the finished order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESS_FIELDS = ("postal_code", "prefecture", "city", "street", "building")
CONTACT_FIELDS = ("family_name", "given_name", "family_kana", "given_kana", *ADDRESS_FIELDS, "phone", "email")


class Contact(models.Model):
    """Name, reading, address, telephone and mail. The address is empty when nothing is sent."""

    family_name = models.CharField(_("姓"), max_length=50)
    given_name = models.CharField(_("名"), max_length=50)
    family_kana = models.CharField(_("セイ"), max_length=50, blank=True)
    given_kana = models.CharField(_("メイ"), max_length=50, blank=True)
    postal_code = models.CharField(_("郵便番号"), max_length=8, blank=True)
    prefecture = models.CharField(_("都道府県"), max_length=4, blank=True)
    city = models.CharField(_("市区町村"), max_length=100, blank=True)
    street = models.CharField(_("町名・番地"), max_length=150, blank=True)
    building = models.CharField(_("建物名・部屋番号"), max_length=150, blank=True)
    phone = models.CharField(_("電話番号"), max_length=11, blank=True)
    email = models.EmailField(_("メールアドレス"))

    class Meta:
        abstract = True

    @property
    def full_name(self) -> str:
        """Family name first."""
        return f"{self.family_name} {self.given_name}"

    @property
    def full_kana(self) -> str:
        """The reading of the name."""
        return f"{self.family_kana} {self.given_kana}".strip()

    @property
    def has_address(self) -> bool:
        """Whether a parcel could be sent."""
        return bool(self.postal_code and self.prefecture and self.city and self.street)

    @property
    def address_lines(self) -> list[str]:
        """The address as it is written on a parcel."""
        if not self.has_address:
            return []
        lines = [f"〒{self.postal_code}", f"{self.prefecture}{self.city}{self.street}", self.building]
        return [line for line in lines if line]

    def contact(self) -> dict[str, str]:
        """Return the contact fields by name."""
        return {name: getattr(self, name) for name in CONTACT_FIELDS}
