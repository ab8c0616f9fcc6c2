"""Why a product or variant must be kept: what was sold or counted has a history that must not lose its name."""

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from shop.basket.models import BasketLine
from shop.catalogue.models import DigitalFile, Product, Variant
from shop.stock.models import Stock, StockMove


def reason_to_keep_variant(variant: Variant) -> str:
    """Return a Japanese sentence saying why `variant` cannot be deleted; "" when it can."""
    if StockMove.objects.filter(variant=variant).exists():
        return _(
            "「%(sku)s」には在庫の記録があるため、削除できません。「販売する」を外すと、店頭から消えます。"
        ) % {"sku": variant.sku}
    if BasketLine.objects.filter(variant=variant).exists():
        # Deleted, it would vanish from the basket without a word.
        return _(
            "「%(sku)s」はお客さまのカートに入っているため、削除できません。"
            "「販売する」を外すと、店頭から消え、カートには販売を終えたと表示されます。"
        ) % {"sku": variant.sku}
    if _is_protected(variant):
        return _(
            "「%(sku)s」は注文で使われているため、削除できません。「販売する」を外すと、店頭から消えます。"
        ) % {"sku": variant.sku}
    return ""


def reason_to_keep_file(file: DigitalFile) -> str:
    """Return a Japanese sentence saying why `file` cannot be deleted; "" when it can."""
    if _is_protected(file):
        return _("「%(file)s」は購入した方がダウンロードできるため、削除できません。") % {"file": file}
    return ""


def reason_to_keep_product(product: Product) -> str:
    """Return a Japanese sentence saying why `product` cannot be deleted; "" when it can."""
    for variant in product.variants.all():
        if reason := reason_to_keep_variant(variant):
            return reason
    if hasattr(product, "product_page"):
        return _("この商品には商品ページ「%(title)s」があります。先に商品ページを削除してください。") % {
            "title": product.product_page.title
        }
    if _is_protected(product):
        return _(
            "この商品はほかの場所で使われているため、削除できません。「販売する」を外すと、店頭から消えます。"
        )
    return ""


@transaction.atomic
def forget_empty_stock(*variants: Variant) -> None:
    """Delete the stock rows that every variant is born with, so that never used variants can go."""
    Stock.objects.filter(variant__in=variants, on_hand=0, reserved=0).delete()


def _is_protected(instance: Product | Variant | DigitalFile) -> bool:
    """Whether the database relations forbid the deletion, empty stock rows aside."""
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=instance).collect([instance])
    except ProtectedError as error:
        return any(not isinstance(o, Stock) or o.on_hand or o.reserved for o in error.protected_objects)
    return False
