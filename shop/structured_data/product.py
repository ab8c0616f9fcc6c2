"""A product as nodes: one Product, or a ProductGroup of the sizes and colours it comes in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shop.legal.models import ShippingSettings
from shop.storefront.choices import Choice, Choices
from shop.structured_data.seller import COUNTRY
from toelab.base.structured_data.nodes import Node, node, reference
from toelab.base.structured_data.site import SMALL, page_id, page_node, picture_node, public_url, publisher_id

if TYPE_CHECKING:
    from shop.storefront.models import ProductPage

SCHEMA = "https://schema.org/"
AVAILABILITY = {"in": "InStock", "few": "LimitedAvailability", "out": "OutOfStock", "download": "OnlineOnly"}
CURRENCY = "JPY"


def product_nodes(page: "ProductPage", context: Mapping[str, Any]) -> list[Node]:
    """Return the page and its product with what it costs now; prices include tax, as everywhere on the site."""
    request = context["request"]
    url = public_url(page, request)
    product_id = f"{url}#product"
    described = _product_node(page, context, product_id, url)
    return [page_node(page, request, "ItemPage", mainEntity=reference(product_id)), described]


def _product_node(page: "ProductPage", context: Mapping[str, Any], product_id: str, url: str) -> Node:
    product, choices = page.product, context["choices"]
    pictures = [picture_node(item.image, SMALL) for item in page.images.all()]
    said = {
        "id": product_id,
        "name": product.name,
        "description": product.summary or page.lead,
        "url": url,
        "image": pictures,
        "brand": product.brand and node("Brand", name=product.brand),
        "material": product.composition,
        "countryOfOrigin": product.origin and node("Country", name=product.origin),
        "mainEntityOfPage": reference(page_id(page, context["request"])),
    }
    shipping = context["terms"].shipping
    if choices.only:
        variant = choices.only.variant
        return node("Product", sku=variant.sku, offers=_offer(choices.only, url, shipping), **said)
    if not choices.all:
        return node("Product", **said)
    varies = _varies_by(choices)
    return node(
        "ProductGroup",
        productGroupID=product.slug,
        variesBy=[f"{SCHEMA}{name}" for name in varies],
        hasVariant=[_variant(choice, page, url, shipping) for choice in choices.all],
        **said,
    )


def _varies_by(choices: Choices) -> list[str]:
    values = {"size": {c.variant.size for c in choices.all}, "color": {c.variant.colour for c in choices.all}}
    return [name for name, different in values.items() if len(different) > 1]


def _variant(choice: Choice, page: "ProductPage", url: str, shipping: ShippingSettings | None) -> Node:
    variant = choice.variant
    return node(
        "Product",
        name=f"{page.product.name} {variant.label}".strip(),
        sku=variant.sku,
        size=variant.size,
        color=variant.colour,
        offers=_offer(choice, url, shipping),
    )


def _offer(choice: Choice, url: str, shipping: ShippingSettings | None) -> Node:
    price = choice.variant.price
    return node(
        "Offer",
        url=url,
        price=price,
        priceCurrency=CURRENCY,
        priceSpecification=node(
            "UnitPriceSpecification", price=price, priceCurrency=CURRENCY, valueAddedTaxIncluded=True
        ),
        availability=f"{SCHEMA}{AVAILABILITY[choice.stock.code]}",
        itemCondition=f"{SCHEMA}NewCondition",
        seller=reference(publisher_id()),
        shippingDetails=shipping and _shipping(shipping, price),
    )


def _shipping(shipping: ShippingSettings, price: int) -> Node:
    """What it costs to send one of these alone; more goods in a parcel may cost less."""
    return node(
        "OfferShippingDetails",
        shippingRate=node("MonetaryAmount", value=shipping.fee_for(price), currency=CURRENCY),
        shippingDestination=node("DefinedRegion", addressCountry=COUNTRY),
    )
