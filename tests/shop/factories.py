"""Makes products, stock, baskets and the shop's legal texts, each with the least it needs."""

from typing import Any

import factory
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page, Site

from shop.basket.models import Basket, BasketLine
from shop.catalogue.models import DigitalFile, Product, Variant
from shop.legal.models import ShippingSettings, TradeLaw, TradeLawRow
from shop.legal.rows import RowKind
from shop.stock.counting import receive
from shop.stock.models import Stock
from shop.storefront.models import ProductPage, ShopIndexPage

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400


class ProductFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Product

    name = factory.Sequence(lambda n: f"足指ソックス{n}")
    slug = factory.Sequence(lambda n: f"socks-{n}")
    composition = "綿 70% ナイロン 30%"
    origin = "日本"
    maker = "足指研究所（サンプル）"

    class Params:
        digital = factory.Trait(
            kind=Product.Kind.DIGITAL,
            name=factory.Sequence(lambda n: f"はじめてガイド{n}"),
            requirements="PDFを表示できる端末",
        )


class VariantFactory(factory.django.DjangoModelFactory):
    """`stock=5` receives five units."""

    class Meta:
        model = Variant
        skip_postgeneration_save = True

    product = factory.SubFactory(ProductFactory)
    sku = factory.Sequence(lambda n: f"SKU-{n}")
    size = factory.Sequence(lambda n: f"サイズ{n}")
    colour = "藍"
    colour_code = "#1f3a5f"
    price = 3300
    # No notice to the shop unless a test is about it: its mail would be one more than others count.
    low_stock = None

    @factory.post_generation
    def stock(self: Variant, create: bool, extracted: int | None, **kwargs: Any) -> None:  # type: ignore[misc]
        if extracted:
            receive(self, extracted, actor="倉庫")


def guide(**fields: Any) -> Variant:
    """Return the only variant of a digital product with one file."""
    product = ProductFactory.create(digital=True)
    variant = VariantFactory.create(
        product=product, size="", colour="", colour_code="", **({"price": 1650} | fields)
    )
    DigitalFile.objects.create(
        product=product, file=ContentFile(PDF, name="guide.pdf"), filename="はじめてガイド.pdf", version="1.0"
    )
    return variant


def available(variant: Variant) -> int:
    """Return what can still be promised, from the database."""
    return Stock.objects.get(pk=variant.pk).available


def counts(variant: Variant) -> tuple[int, int]:
    """Return (on hand, reserved), from the database."""
    row = Stock.objects.get(pk=variant.pk)
    return row.on_hand, row.reserved


def basket_with(*lines: tuple[Variant, int]) -> Basket:
    """Return a basket that holds the given quantities."""
    basket = Basket.objects.create()
    for variant, quantity in lines:
        BasketLine.objects.create(basket=basket, variant=variant, quantity=quantity, price_seen=variant.price)
    return basket


def default_site() -> Site:
    """Return the default site, made with its root page when there is none."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None:
        return site
    # A transactional test before this one has emptied even the tables that migrations fill.
    Locale.objects.get_or_create(language_code="ja")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=Page(title="足指研究所", slug="start"))
    return Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


def open_shop(*, fee: int = 0, free_from: int | None = None, **shipping: Any) -> TradeLaw:
    """Fill in everything the law asks for, and the shipping fee; without it nothing can be ordered."""
    site = default_site()
    ShippingSettings.objects.update_or_create(
        site=site, defaults={"method": "ネコポス", "fee": fee, "free_from": free_from, **shipping}
    )
    law, _new = TradeLaw.objects.update_or_create(
        site=site, defaults={"seller_mail": "tencho@toelab.example"}
    )
    TradeLawRow.objects.filter(law=law).delete()
    for n, kind in enumerate(RowKind):
        TradeLawRow.objects.create(law=law, kind=kind, text=f"{kind.label}の内容", sort_order=n)
    return law


def product_page(product: Product, **fields: Any) -> ProductPage:
    """Return a live page for `product`, below the shop's index page."""
    home = default_site().root_page
    index = ShopIndexPage.objects.first() or home.add_child(
        instance=ShopIndexPage(title="ショップ", slug="shop")
    )
    page: ProductPage = index.add_child(
        instance=ProductPage(title=product.name, slug=product.slug, product=product, **fields)
    )
    return page
