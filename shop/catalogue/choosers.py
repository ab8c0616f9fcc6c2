"""How editors pick a product inside an article or a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet


class ProductChooserViewSet(ChooserViewSet):
    """The list of products in a chooser window."""

    model = "shop.Product"
    icon = "tag"
    choose_one_text = _("商品を選ぶ")
    choose_another_text = _("別の商品を選ぶ")
    edit_item_text = _("この商品を編集する")
    search_tab_label = _("商品をさがす")


product_chooser_viewset = ProductChooserViewSet("product_chooser", url_prefix="product-chooser")
ProductChooserBlock = product_chooser_viewset.get_block_class(
    name="ProductChooserBlock", module_path="shop.catalogue.choosers"
)
ProductChooserWidget = product_chooser_viewset.widget_class
