import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shop.catalogue.models import Product, Variant
from tests.shop.factories import ProductFactory, VariantFactory, product_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(Product.Kind.PHYSICAL, {"composition", "origin", "maker"}), (Product.Kind.DIGITAL, {"requirements"})],
)
def test_goods_are_not_sold_without_the_facts_on_their_label(kind: str, missing: set[str]) -> None:
    product = Product(kind=kind, name="商品", slug="thing")

    with pytest.raises(ValidationError) as caught:
        product.full_clean()

    assert set(caught.value.message_dict) == missing
    product.is_active = False
    product.full_clean()


def test_two_variants_of_one_product_differ_in_size_or_colour() -> None:
    socks = VariantFactory.create(size="M", colour="藍")

    with pytest.raises(IntegrityError), transaction.atomic():
        VariantFactory.create(product=socks.product, size="M", colour="藍")
    VariantFactory.create(size="M", colour="藍")


@pytest.mark.parametrize("sku", ["", "ys-m", "YS M", "ＹＳ", "-YS"])
def test_skus_can_be_typed_anywhere(sku: str) -> None:
    variant = Variant(product=ProductFactory.create(), sku=sku, price=3300)

    with pytest.raises(ValidationError) as caught:
        variant.full_clean()
    assert set(caught.value.message_dict) == {"sku"}


def test_a_negative_price_cannot_be_stored() -> None:
    socks = VariantFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        Variant.objects.filter(pk=socks.pk).update(price=-1)


def test_a_product_knows_its_page_only_while_that_is_live() -> None:
    product = ProductFactory.create()
    assert product.page is None

    page = product_page(product)
    assert Product.objects.get(pk=product.pk).page == page

    page.unpublish()
    assert Product.objects.get(pk=product.pk).page is None
