"""注文, 入出金台帳, カート and Stripeからの通知: to read, to find, to export."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.delivery.grants import grant_downloads
from shop.orders.models import Order, OrderEvent
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from tests.shop.factories import VariantFactory, basket_with, guide
from tests.shop.staff.orders import order_of

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/orders/"


def page_of(client: Client, order: Order) -> str:
    return client.get(f"{LIST}inspect/{order.pk}/").text


def found(client: Client, **query: str) -> set[str]:
    """Return the numbers in the filtered list."""
    page = client.get(f"{LIST}results/", query).text
    return {number for number in Order.objects.values_list("number", flat=True) if number in page}


@pytest.mark.parametrize(
    "words",
    [
        "山田",
        "花子",
        "山田花子",
        "山田 花子",
        "やまだ",
        "ﾔﾏﾀﾞ",
        "hanako@",
        "090-1234",
        "５６７８",
        "ys-m",
        "神田神保町",
    ],
)
def test_an_order_is_found_by_what_a_customer_says_on_the_telephone(sign_in: Any, words: str) -> None:
    wanted = order_of(VariantFactory.create(sku="YS-M"))
    other = {"family_name": "佐藤", "given_name": "健", "family_kana": "サトウ", "given_kana": "ケン"}
    elsewhere = {"email": "ken@example.jp", "phone": "0311112222", "street": "本町2"}
    order_of(VariantFactory.create(sku="ZZ-1"), **other, **elsewhere)
    assert found(sign_in("shop.view_order"), q=words) == {wanted.number}


def test_an_order_is_found_by_its_number(sign_in: Any) -> None:
    wanted = order_of(VariantFactory.create())
    order_of(VariantFactory.create())
    assert found(sign_in("shop.view_order"), q=wanted.number.lower()) == {wanted.number}


def test_every_word_of_a_search_has_to_occur(sign_in: Any) -> None:
    order_of(VariantFactory.create())
    assert found(sign_in("shop.view_order"), q="山田 次郎") == set()


def test_the_list_is_filtered_by_state_and_day(sign_in: Any) -> None:
    paid = order_of(VariantFactory.create())
    expired = order_of(VariantFactory.create(), state=Order.State.EXPIRED)
    old = order_of(VariantFactory.create())
    Order.objects.filter(pk=old.pk).update(created_at=datetime(2026, 1, 31, 15, 30, tzinfo=UTC))
    client = sign_in("shop.view_order")
    assert found(client, state="expired") == {expired.number}
    # 15:30 in UTC is the next day in Japan.
    assert found(client, created_at_from="2026-02-01", created_at_to="2026-02-01") == {old.number}
    assert found(client, created_at_from="2026-02-02") == {paid.number, expired.number}


def test_the_page_of_an_order_shows_lines_sums_address_history_and_money(sign_in: Any) -> None:
    order = order_of(VariantFactory.create(sku="YS-M", price=3300))
    page = page_of(sign_in("shop.view_order"), order)
    for text in (
        "YS-M",
        "3,550円（税込）",
        "3,550円（322円）",
        "山田 花子（ヤマダ ハナコ）",
        "〒101-0051",
        "東京都千代田区神田神保町1-2-3",
        "最初に読んだ記事 → 最後に読んだ記事",
        "注文を受け付けました（合計 3,550円）",
        "状態が「お支払い手続き中」から「お支払い済み」に変わりました",
        f"cs_{order.number}",
        f"pi_{order.number}",
        "お支払い済みです。商品を発送し、「発送を記録する」を押してください。",
    ):
        assert text in page


def test_downloads_are_shown_with_what_is_left_of_them(sign_in: Any) -> None:
    order = order_of(guide())
    grant_downloads(order)
    page = page_of(sign_in("shop.view_order"), order)
    assert "はじめてガイド.pdf (1.0): 20回中0回使用" in page
    assert "することはありません" in page


def test_an_order_that_needs_a_person_says_so(sign_in: Any) -> None:
    client = sign_in("shop.view_order")
    unfillable = order_of(VariantFactory.create(), state=Order.State.PAID_UNFILLABLE)
    Ledger.objects.create(order=unfillable, kind=Ledger.Kind.PAYMENT, ref="pi_1", amount=unfillable.total)
    assert "返金してください" in page_of(client, unfillable)
    held = order_of(VariantFactory.create(), state=Order.State.OPEN)
    held.attempts.update(status=PaymentAttempt.Status.QUARANTINED, problem="amount: 1 != 3550")
    page = page_of(client, held)
    assert "発送せず" in page
    assert "amount: 1 != 3550" in page
    assert "商品を発送し" not in page


def test_a_broken_chain_of_history_is_shown(sign_in: Any) -> None:
    order = order_of(VariantFactory.create())
    client = sign_in("shop.view_order")
    assert "つながりが壊れています" not in page_of(client, order)
    OrderEvent.objects.create(order=order, n=9, kind="ordered", data={"total": 1}, created_at=timezone.now())
    assert "つながりが壊れています" in page_of(client, order)


def test_every_state_has_a_sentence_for_the_staff(sign_in: Any) -> None:
    client = sign_in("shop.view_order")
    order = order_of(VariantFactory.create(), state=Order.State.OPEN)
    for state in Order.State:
        Order.objects.filter(pk=order.pk).update(state=state)
        assert f"<strong>{state.label}</strong>" in page_of(client, order)


@pytest.mark.parametrize("path", ["new/", "edit/{}/", "delete/{}/", "history/{}/", "copy/{}/"])
def test_no_address_adds_changes_or_deletes_an_order(admin: Client, path: str) -> None:
    order = order_of(VariantFactory.create())
    for method in (admin.get, admin.post):
        assert method(LIST + path.format(order.pk)).status_code == 404
    assert Order.objects.filter(pk=order.pk).exists()


def test_permission_to_change_orders_opens_nothing_without_permission_to_view(sign_in: Any) -> None:
    order = order_of(VariantFactory.create())
    client = sign_in("shop.change_order", "shop.add_order", "shop.delete_order")
    for address in (LIST, f"{LIST}results/", f"{LIST}inspect/{order.pk}/", f"{LIST}?export=csv"):
        response = client.get(address)
        assert response.status_code == 302
        assert "山田" not in response.text


def test_the_csv_opens_in_excel_and_runs_nothing_there(sign_in: Any) -> None:
    order = order_of(VariantFactory.create(sku="YS-M"), family_name="=cmd()", given_name="x")
    response = sign_in("shop.view_order").get(LIST, {"export": "csv"})
    data = b"".join(response.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = data.decode("utf-8-sig").splitlines()
    assert head.startswith("注文番号,注文日時,お支払い日時,状態,お名前,フリガナ,メールアドレス")
    assert row.startswith(f"{order.number},{timezone.localtime(order.created_at):%Y-%m-%d %H:%M},")
    assert ",'=cmd() x," in row
    assert "お支払い済み" in row
    assert "YS-M" in row


def test_the_spreadsheet_has_times_of_japan(sign_in: Any) -> None:
    order = order_of(VariantFactory.create())
    Order.objects.filter(pk=order.pk).update(created_at=datetime(2026, 1, 31, 15, 30, tzinfo=UTC))
    response = sign_in("shop.view_order").get(LIST, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    assert sheet["B2"].value == datetime(2026, 2, 1, 0, 30)  # noqa: DTZ001 -- a spreadsheet's clock has no zone


def test_the_list_costs_the_same_number_of_queries_for_many_orders(sign_in: Any) -> None:
    client = sign_in("shop.view_order")
    variant = VariantFactory.create()
    order_of(variant)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(15):
        order_of(variant)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_the_ledger_shows_each_movement_of_money_with_its_order(sign_in: Any) -> None:
    order = order_of(VariantFactory.create())
    page = sign_in("shop.view_ledger").get("/admin/shop/ledger/").text
    for text in (f"pi_{order.number}", "入金", "3,550円", f"{LIST}inspect/{order.pk}/"):
        assert text in page
    assert "山田" not in page


def test_a_basket_is_shown_with_what_is_in_it(sign_in: Any) -> None:
    basket = basket_with((VariantFactory.create(size="M", product__name="くつした"), 2))
    client = sign_in("shop.view_basket")
    assert f"カート {str(basket.pk)[:8]}" in client.get("/admin/shop/baskets/").text
    page = client.get(f"/admin/shop/baskets/inspect/{basket.pk}/").text
    assert "くつした M・藍 × 2" in page
    labels = [label.get_text(strip=True) for label in BeautifulSoup(page, "html.parser").select("dt")]
    assert labels == ["番号", "入っている商品", "作成", "最終変更", "引当番号"]
    assert str(basket.pk) in page
    assert (
        client.get("/admin/shop/baskets/?export=csv")
        .getvalue()
        .decode("utf-8-sig")
        .startswith("番号,商品の種類,")
    )


def test_stripes_messages_show_whether_they_were_dealt_with(sign_in: Any) -> None:
    StripeInbox.objects.create(
        event_id="evt_1",
        type="checkout.session.completed",
        created=timezone.now(),
        livemode=False,
        body={},
        tries=3,
        error="UnknownSessionError: cs_9",
    )
    client = sign_in("shop.view_stripeinbox")
    page = client.get("/admin/shop/stripe-inbox/").text
    assert "checkout.session.completed" in page
    assert "UnknownSessionError: cs_9" in page
    assert client.get("/admin/shop/stripe-inbox/inspect/evt_5F1/").status_code == 200
