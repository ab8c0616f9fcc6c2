"""What the shop adds to the Wagtail admin."""

from wagtail import hooks

import shop.staff.hooks  # noqa: F401 -- registers the staff's menus
from shop.catalogue.choosers import ProductChooserViewSet, product_chooser_viewset


@hooks.register("register_admin_viewset")
def register_product_chooser() -> ProductChooserViewSet:
    """Make products choosable in every form and block."""
    return product_chooser_viewset
