"""What the customer gets: the right to download, and the parcel."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.catalogue.models import DigitalFile
from shop.orders.models import Order, OrderLine


class DownloadGrant(models.Model):
    """The right of one order line to one file. What is counted are tokens handed out, not requests."""

    line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="grants", verbose_name=_("注文の行")
    )
    file = models.ForeignKey(
        DigitalFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("ファイル")
    )
    limit = models.PositiveSmallIntegerField(_("回数の上限"), default=20, validators=[MinValueValidator(1)])
    used = models.PositiveSmallIntegerField(_("使った回数"), default=0)
    withdrawn_at = models.DateTimeField(_("取り消し"), null=True, blank=True)
    created_at = models.DateTimeField(_("作成"), auto_now_add=True)

    class Meta:
        verbose_name = _("ダウンロード権")
        verbose_name_plural = _("ダウンロード権")
        constraints = [
            models.UniqueConstraint(fields=["line", "file"], name="download_grant_once"),
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="download_grant_within_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.line} / {self.file}"

    @property
    def left(self) -> int:
        """How many more downloads may be begun; 0 when the right was withdrawn."""
        return 0 if self.withdrawn_at else self.limit - self.used


class Shipment(models.Model):
    """The parcel of an order, once it has left: who carries it, under which number, since when."""

    class Carrier(models.TextChoices):
        YAMATO = "yamato", _("ヤマト運輸")
        SAGAWA = "sagawa", _("佐川急便")
        JAPAN_POST = "japan-post", _("日本郵便")
        OTHER = "other", _("その他")

    order = models.OneToOneField(
        Order, on_delete=models.PROTECT, related_name="shipment", verbose_name=_("注文")
    )
    carrier = models.CharField(_("運送会社"), max_length=20, choices=Carrier)
    # Half-width, without hyphens; "" only where the carrier gives none.
    tracking_number = models.CharField(_("追跡番号"), max_length=30, blank=True)
    # Text, not a key: history outlives the staff member.
    actor = models.CharField(_("担当"), max_length=150)
    shipped_at = models.DateTimeField(_("発送日時"))

    class Meta:
        verbose_name = _("発送")
        verbose_name_plural = _("発送")

    def __str__(self) -> str:
        return f"{self.get_carrier_display()} {self.tracking_number}".strip()
