import pytest
from django.test import Client
from django.urls import reverse

from shop.catalogue.choosers import ProductChooserBlock, product_chooser_viewset
from tests.shop.factories import ProductFactory


def test_editors_pick_products_from_a_list(admin_client: Client) -> None:
    ProductFactory.create(name="足指ソックス")

    response = admin_client.get(reverse(product_chooser_viewset.get_url_name("choose")))

    assert "足指ソックス" in response.json()["html"]
    assert "商品を選ぶ" in response.json()["html"]


@pytest.mark.django_db
def test_the_block_stores_the_id_and_gives_the_product() -> None:
    product = ProductFactory.create()
    block = ProductChooserBlock()

    assert block.get_prep_value(product) == product.pk
    assert block.to_python(product.pk) == product
    assert block.deconstruct()[0] == "shop.catalogue.choosers.ProductChooserBlock"
