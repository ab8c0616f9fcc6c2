"""The panel on top of a product's form: where the product is shown, and what is left of it."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.models import ReferenceIndex

from shop.catalogue.models import Product
from shop.staff.stock.figures import stock_figures


class ProductUsagePanel(Panel):
    """Lists the pages that use the product and the stock of its variants; nothing on a new product."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("この商品の今"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The panel for one product."""

        template_name = "shop/staff/product_usage.html"
        instance: Product

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        @cached_property
        def pages(self) -> list[dict[str, Any]]:
            """Where the product is chosen: the name of the thing and its edit address, if the user has it."""
            finder = AdminURLFinder(self.request.user)
            found = ReferenceIndex.get_references_to(self.instance).group_by_source_object()
            return [
                {
                    "title": str(source),
                    "kind": references[0].model_name,
                    "url": finder.get_edit_url(source),
                    "times": len(references),
                }
                for source, references in found
            ]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the pages and the stock."""
            user = self.request.user
            # A one-to-one relation is not in Wagtail's reference index.
            product_page = getattr(self.instance, "product_page", None)
            return super().get_context_data(parent_context) | {
                "pages": self.pages,
                "product_page": product_page,
                "product_page_edit": product_page and AdminURLFinder(user).get_edit_url(product_page),
                "figures": [] if self.instance.is_digital else stock_figures(self.instance),
                "can_see_stock": user.has_perm("shop.view_stock"),
            }
