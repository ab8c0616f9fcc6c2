"""What a product page says to machines is what it charges."""

import pytest
from django.test import Client

from tests.graphs import graph_of, kinds_in, the
from tests.shop.factories import ProductFactory, VariantFactory, guide, open_shop, product_page

pytestmark = pytest.mark.django_db


def test_sizes_of_a_product_are_a_group_with_an_offer_each(client: Client) -> None:
    open_shop(fee=370, free_from=5000)
    product = ProductFactory(name="靴下")
    VariantFactory(product=product, size="M", colour="藍", price=3300, stock=30)
    VariantFactory(product=product, size="L", colour="藍", price=5500)

    graph = graph_of(client, product_page(product).url)

    group = the(graph, "ProductGroup")
    assert group["variesBy"] == ["https://schema.org/size"]
    small, large = (variant["offers"] for variant in group["hasVariant"])
    assert (small["price"], small["priceCurrency"]) == (3300, "JPY")
    assert small["priceSpecification"]["valueAddedTaxIncluded"] is True
    assert small["availability"] == "https://schema.org/InStock"
    assert large["availability"] == "https://schema.org/OutOfStock"
    assert small["shippingDetails"]["shippingRate"]["value"] == 370
    assert large["shippingDetails"]["shippingRate"]["value"] == 0


def test_a_download_is_one_product_that_is_not_sent(client: Client) -> None:
    open_shop(fee=370)
    variant = guide(price=1650)

    product = the(graph_of(client, product_page(variant.product).url), "Product")

    assert product["sku"] == variant.sku
    assert product["offers"]["price"] == 1650
    assert "shippingDetails" not in product["offers"]


def test_the_seller_states_the_return_rules_once(client: Client) -> None:
    open_shop()
    graph = graph_of(client, product_page(VariantFactory(stock=1).product).url)

    policy = the(graph, "OnlineStore")["hasMerchantReturnPolicy"]
    assert policy["applicableCountry"] == "JP"
    assert policy["merchantReturnLink"] == "http://testserver/legal/tokushoho/"
    assert "Organization" not in kinds_in(graph)
