from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shop.legal.models import LegalIndexPage, LegalPage, ShippingSettings, TradeLaw, TradeLawRow
from shop.legal.rows import OPTIONAL, REQUIRED, RowKind
from shop.legal.versions import terms_version
from tests.shop.factories import default_site, open_shop
from tests.shop.walking import soup

pytestmark = pytest.mark.django_db


def legal_page(**fields: Any) -> LegalPage:
    home = default_site().root_page
    index = LegalIndexPage.objects.first() or home.add_child(
        instance=LegalIndexPage(title="法律", slug="legal")
    )
    page: LegalPage = index.add_child(instance=LegalPage(**fields))
    return page


def test_the_page_draws_its_table_from_the_setting(client: Client) -> None:
    law = open_shop()
    TradeLawRow.objects.filter(law=law, kind=RowKind.SELLER).update(is_sample=True)
    page = legal_page(title="特定商取引法に基づく表記", slug="tokushoho", kind=LegalPage.Kind.TOKUSHOHO)

    table = soup(client.get(page.url)).select_one(".trade-law")

    assert table is not None
    assert [th.text for th in table.select("th")] == [str(kind.label) for kind in RowKind]
    assert "販売業者の内容（サンプル）" in table.text


def test_an_unfinished_table_is_named_row_by_row() -> None:
    law = open_shop()
    TradeLawRow.objects.filter(law=law, kind__in=[RowKind.RETURNS_GOODS, RowKind.SELLER]).delete()

    assert TradeLaw.current().missing() == [RowKind.SELLER, RowKind.RETURNS_GOODS]
    assert TradeLaw.current().missing(goods=False) == [RowKind.SELLER]


def test_without_a_site_setting_everything_is_missing_and_nothing_is_written() -> None:
    assert TradeLaw.current().missing() == REQUIRED
    assert not TradeLaw.objects.exists()


def test_the_admin_does_not_save_a_table_with_a_hole(admin_client: Client) -> None:
    law = open_shop()
    url = reverse("wagtailsettings:edit", args=["shop", "tradelaw", law.site_id])
    rows = [row for row in law.rows.all() if row.kind != RowKind.RETURNS_GOODS]
    data = {"seller_mail": "", "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for n, row in enumerate(rows):
        data |= {
            f"rows-{n}-kind": row.kind,
            f"rows-{n}-text": "新しい内容",
            f"rows-{n}-ORDER": n,
            f"rows-{n}-id": "",
        }

    response = admin_client.post(url, data)

    assert response.status_code == 200
    assert "返品・交換（配送する商品）" in str(response.context["form"].non_field_errors())
    assert not TradeLawRow.objects.filter(text="新しい内容").exists()


@pytest.mark.parametrize(
    ("fee", "free_from", "goods", "expected"),
    [
        (385, None, 100_000, 385),
        (385, 5000, 4999, 385),
        (385, 5000, 5000, 0),
        (0, None, 1, 0),
        (385, 0, 1, 0),
    ],
)
def test_shipping_costs_what_the_setting_says(
    fee: int, free_from: int | None, goods: int, expected: int
) -> None:
    assert ShippingSettings(fee=fee, free_from=free_from).fee_for(goods) == expected


def test_a_change_of_the_law_table_or_the_terms_changes_the_version() -> None:
    law = open_shop()
    versions = {terms_version(), terms_version()}
    TradeLawRow.objects.filter(law=law, kind=RowKind.PHONE).update(text="新しい電話番号")
    versions.add(terms_version())
    page = legal_page(title="利用規約", slug="terms", kind=LegalPage.Kind.TERMS)
    page.save_revision().publish()
    versions.add(terms_version())

    assert len(versions) == 3


def test_only_what_need_not_exist_is_optional() -> None:
    assert {RowKind.URL, RowKind.OTHER_FEES, RowKind.QUANTITY_LIMIT, RowKind.APPLICATION_PERIOD} == OPTIONAL


def test_the_index_lists_the_live_pages(client: Client) -> None:
    page = legal_page(title="プライバシーポリシー", slug="privacy", kind=LegalPage.Kind.PRIVACY)

    assert "プライバシーポリシー" in client.get(page.get_parent().url).content.decode()
