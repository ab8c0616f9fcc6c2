"""商品: edited with its variants; nothing with a history can be lost."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import ModelLogEntry, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from articles.approaches.models import ApproachProduct
from shop.basket.models import Basket, BasketLine
from shop.catalogue.models import Product, Variant
from shop.delivery.models import DownloadGrant
from shop.legal.models import ShippingSettings
from shop.orders.models import Order
from shop.stock.models import Stock
from tests.articles.factories import ApproachPageFactory
from tests.shop.factories import ProductFactory, VariantFactory, guide, product_page
from tests.shop.staff.orders import order_of

pytestmark = pytest.mark.django_db


def variant_row(variant: Variant, **changes: Any) -> dict[str, Any]:
    names = ("id", "sku", "size", "colour", "colour_code", "price")
    return {name: getattr(variant, name) for name in names} | {"active": variant.active and "on"} | changes


def form_of(product: Product, variants: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """Return what the edit form sends."""
    names = (
        "name",
        "slug",
        "kind",
        "brand",
        "summary",
        "composition",
        "origin",
        "maker",
        "care",
        "requirements",
    )
    plain = {name: getattr(product, name) for name in (*names, "tax_rate")}
    saved = list(product.variants.all())
    rows = [variant_row(variant) for variant in saved] if variants is None else variants
    files = [{"id": f.pk, "filename": f.filename, "version": f.version} for f in product.files.all()]
    formsets = {
        "variants": inline_formset(rows, initial=len(saved)),
        "files": inline_formset(files, initial=len(files)),
    }
    switches = {"is_active": "on"} if product.is_active else {}
    return nested_form_data(plain | switches | formsets | changes)


def send(client: Client, product: Product, data: dict[str, Any]) -> Any:
    data = {name: value for name, value in data.items() if value is not False}
    return client.post(f"/admin/shop/products/edit/{product.pk}/", data, follow=True)


def test_the_list_shows_price_range_and_units_left(admin: Client) -> None:
    product = ProductFactory.create(name="くつした")
    VariantFactory.create(product=product, price=3300, stock=4)
    VariantFactory.create(product=product, price=3850, stock=3)
    VariantFactory.create(product=product, price=9900, active=False)
    guide()
    page = BeautifulSoup(admin.get("/admin/shop/products/").content, "html.parser")
    cells = {
        row.select("td")[0].get_text(" ", strip=True).split()[0]: [
            c.get_text(strip=True) for c in row.select("td")[1:4]
        ]
        for row in page.select("tbody tr")
    }
    assert cells["くつした"] == ["配送する商品", "3,300円〜3,850円", "7"]
    assert [row for name, row in cells.items() if name != "くつした"] == [
        ["ダウンロード商品", "1,650円", "—"]
    ]


def test_a_product_is_found_by_the_sku_of_a_variant_and_shown_once(admin: Client) -> None:
    wanted = ProductFactory.create(name="くつした甲")
    for n in range(3):
        VariantFactory.create(product=wanted, sku=f"YS-{n}")
    VariantFactory.create(sku="ZZ-1", product=ProductFactory.create(name="くつした乙"))
    page = BeautifulSoup(admin.get("/admin/shop/products/results/", {"q": "ys-"}).content, "html.parser")
    assert len(page.select("tbody tr")) == 1
    assert "くつした甲" in page.get_text()


def test_a_size_is_added_with_price_and_gets_an_empty_stock_row(admin: Client) -> None:
    product = VariantFactory.create().product
    rows = [variant_row(product.variants.get())]
    rows.append(
        {"sku": "YS-XL", "size": "XL", "colour": "藍", "colour_code": "", "price": 3500, "active": "on"}
    )
    send(admin, product, form_of(product, rows))
    new = Variant.objects.get(sku="YS-XL")
    assert new.price == 3500
    assert Stock.objects.get(variant=new).on_hand == 0


@pytest.mark.parametrize("price", [0, 10, 49, 1_000_001, 99_999_999_999])
def test_a_price_that_cannot_be_paid_is_refused_with_the_range(admin: Client, price: int) -> None:
    variant = VariantFactory.create(price=3300)
    response = send(admin, variant.product, form_of(variant.product, [variant_row(variant, price=price)]))
    assert "価格は50円から1,000,000円までの金額にしてください" in response.text
    assert Variant.objects.get(pk=variant.pk).price == 3300


@pytest.mark.parametrize("price", [50, 1_000_000])
def test_the_lowest_and_the_highest_price_are_taken(admin: Client, price: int) -> None:
    variant = VariantFactory.create(price=3300)
    send(admin, variant.product, form_of(variant.product, [variant_row(variant, price=price)]))
    assert Variant.objects.get(pk=variant.pk).price == price


def test_a_parcel_dearer_than_any_is_refused() -> None:
    settings = ShippingSettings(method="宅配便", fee=100_001, free_from=100_000_000)
    with pytest.raises(ValidationError) as refused:
        settings.clean_fields(exclude=["site"])
    assert set(refused.value.message_dict) == {"fee", "free_from"}


def test_the_same_size_and_colour_twice_is_refused(admin: Client) -> None:
    product = VariantFactory.create(size="M", colour="藍").product
    rows = [variant_row(product.variants.get())]
    rows.append(
        {"sku": "YS-2", "size": "M", "colour": "藍", "colour_code": "", "price": 3500, "active": "on"}
    )
    send(admin, product, form_of(product, rows))
    assert not Variant.objects.filter(sku="YS-2").exists()


def test_a_changed_price_stands_in_the_history_with_both_prices(admin: Client) -> None:
    variant = VariantFactory.create(sku="YS-M", price=3300)
    send(admin, variant.product, form_of(variant.product, [variant_row(variant, price=3500)]))
    variant.refresh_from_db()
    assert variant.price == 3500
    assert ModelLogEntry.objects.filter(action="shop.price_changed").count() == 1
    history = admin.get(f"/admin/shop/products/history/{variant.product.pk}/").text
    assert "YS-M の価格: 3,300円 → 3,500円" in history


def test_saving_without_a_new_price_writes_no_price_into_the_history(admin: Client) -> None:
    variant = VariantFactory.create()
    send(admin, variant.product, form_of(variant.product, brand="足指研究所"))
    assert Product.objects.get(pk=variant.product.pk).brand == "足指研究所"
    assert not ModelLogEntry.objects.filter(action="shop.price_changed").exists()


def test_a_variant_that_was_never_used_can_be_deleted(admin: Client) -> None:
    product = VariantFactory.create().product
    unused = VariantFactory.create(product=product)
    kept = product.variants.exclude(pk=unused.pk).get()
    send(admin, product, form_of(product, [variant_row(kept), variant_row(unused, DELETE="on")]))
    assert list(product.variants.all()) == [kept]


def test_a_variant_with_stock_movements_is_kept_with_a_sentence(admin: Client) -> None:
    product = VariantFactory.create().product
    used = VariantFactory.create(product=product, sku="YS-USED", stock=3)
    other = product.variants.exclude(pk=used.pk).get()
    response = send(admin, product, form_of(product, [variant_row(other), variant_row(used, DELETE="on")]))
    assert "「YS-USED」には在庫の記録があるため、削除できません" in response.text
    assert Variant.objects.filter(pk=used.pk).exists()


def test_a_variant_in_somebodys_basket_is_kept_with_a_sentence(admin: Client) -> None:
    product = VariantFactory.create().product
    wanted = VariantFactory.create(product=product, sku="YS-WANTED")
    BasketLine.objects.create(
        basket=Basket.objects.create(), variant=wanted, quantity=1, price_seen=wanted.price
    )
    other = product.variants.exclude(pk=wanted.pk).get()
    response = send(admin, product, form_of(product, [variant_row(other), variant_row(wanted, DELETE="on")]))
    assert "「YS-WANTED」はお客さまのカートに入っているため、削除できません" in response.text
    assert Variant.objects.filter(pk=wanted.pk).exists()


def test_a_variant_that_was_ordered_is_kept_with_a_sentence(admin: Client) -> None:
    product = VariantFactory.create().product
    ordered = VariantFactory.create(product=product, sku="YS-ORDERED")
    order_of(ordered, state=Order.State.OPEN)
    other = product.variants.exclude(pk=ordered.pk).get()
    response = send(admin, product, form_of(product, [variant_row(other), variant_row(ordered, DELETE="on")]))
    assert "「YS-ORDERED」は注文で使われているため、削除できません" in response.text
    assert Variant.objects.filter(pk=ordered.pk).exists()


def test_a_file_somebody_bought_is_kept_with_a_sentence(admin: Client) -> None:
    variant = guide()
    order = order_of(variant)
    file = variant.product.files.get()
    DownloadGrant.objects.create(line=order.lines.get(), file=file)
    row = {"id": file.pk, "filename": file.filename, "version": file.version, "DELETE": "on"}
    files = nested_form_data({"files": inline_formset([row], initial=1)})
    response = send(admin, variant.product, form_of(variant.product) | files)
    assert "購入した方がダウンロードできるため、削除できません" in response.text
    assert variant.product.files.filter(pk=file.pk).exists()


def test_a_variant_taken_off_sale_can_be_brought_back(admin: Client) -> None:
    variant = VariantFactory.create(stock=3)
    for active in (False, "on"):
        send(admin, variant.product, form_of(variant.product, [variant_row(variant, active=active)]))
        variant.refresh_from_db()
        assert variant.active is bool(active)


def test_a_product_that_was_never_used_can_be_deleted(admin: Client) -> None:
    product = VariantFactory.create().product
    assert admin.get(f"/admin/shop/products/delete/{product.pk}/").status_code == 200
    admin.post(f"/admin/shop/products/delete/{product.pk}/")
    assert not Product.objects.exists()


def test_a_product_with_a_history_is_kept_with_a_sentence(admin: Client) -> None:
    product = VariantFactory.create(sku="YS-M", stock=1).product
    for method in (admin.get, admin.post):
        response = method(f"/admin/shop/products/delete/{product.pk}/", follow=True)
        assert "「YS-M」には在庫の記録があるため、削除できません" in response.text
    assert Product.objects.filter(pk=product.pk).exists()


def test_a_product_with_a_page_says_which_page_has_to_go_first(admin: Client) -> None:
    product = VariantFactory.create().product
    product_page(product, lead="")
    response = admin.post(f"/admin/shop/products/delete/{product.pk}/", follow=True)
    assert f"この商品には商品ページ「{product.name}」があります" in response.text
    assert Product.objects.filter(pk=product.pk).exists()


def test_the_form_says_which_pages_show_the_product_and_how_many_are_left(admin: Client) -> None:
    variant = VariantFactory.create(sku="YS-M", stock=6)
    page = product_page(variant.product)
    approach = ApproachPageFactory.create()
    approach.products.add(ApproachProduct(product=variant.product))
    approach.save()
    ReferenceIndex.create_or_update_for_object(approach)
    form = BeautifulSoup(admin.get(f"/admin/shop/products/edit/{variant.product.pk}/").content, "html.parser")
    summary = form.select_one(".help-info")
    assert summary is not None
    links = {link["href"] for link in summary.select("a")}
    assert {f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{approach.pk}/edit/"} <= links
    assert "YS-M" in summary.get_text()
    assert summary.get_text().rstrip().endswith(": 6")


def test_goods_without_the_facts_the_law_asks_for_cannot_be_sold(admin: Client) -> None:
    variant = VariantFactory.create()
    response = send(admin, variant.product, form_of(variant.product, composition=""))
    assert "販売する商品には、この表示が必要です" in response.text
    assert Product.objects.get(pk=variant.product.pk).composition
