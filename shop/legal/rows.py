"""The rows of the 特定商取引法 table: what each is called, and which of them an order cannot do without."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowKind(models.TextChoices):
    """One duty of disclosure in mail-order selling (特定商取引法 11条, 施行規則 23条)."""

    SELLER = "seller", _("販売業者")
    MANAGER = "manager", _("運営責任者")
    ADDRESS = "address", _("所在地")
    PHONE = "phone", _("電話番号・受付時間")
    EMAIL = "email", _("メールアドレス")
    URL = "url", _("販売URL")
    PRICE = "price", _("販売価格")
    SHIPPING = "shipping", _("送料")
    OTHER_FEES = "other_fees", _("商品代金・送料以外の費用")
    PAYMENT_METHODS = "payment_methods", _("支払方法")
    PAYMENT_TIMING = "payment_timing", _("支払時期")
    DELIVERY_GOODS = "delivery_goods", _("引渡時期（配送する商品）")
    DELIVERY_DOWNLOAD = "delivery_download", _("引渡時期（ダウンロード商品）")
    RETURNS_GOODS = "returns_goods", _("返品・交換（配送する商品）")
    RETURNS_DOWNLOAD = "returns_download", _("返品・キャンセル（ダウンロード商品）")
    QUANTITY_LIMIT = "quantity_limit", _("販売数量の制限")
    APPLICATION_PERIOD = "application_period", _("申込期限")
    REQUIREMENTS = "requirements", _("動作環境")


# Not required: nothing is sold for a limited time only, in limited numbers, or with fees, unless a row says so.
OPTIONAL = {RowKind.URL, RowKind.OTHER_FEES, RowKind.QUANTITY_LIMIT, RowKind.APPLICATION_PERIOD}
REQUIRED = [kind for kind in RowKind if kind not in OPTIONAL]

GOODS_ONLY = {RowKind.SHIPPING, RowKind.DELIVERY_GOODS, RowKind.RETURNS_GOODS}
DOWNLOAD_ONLY = {RowKind.DELIVERY_DOWNLOAD, RowKind.RETURNS_DOWNLOAD, RowKind.REQUIREMENTS}
