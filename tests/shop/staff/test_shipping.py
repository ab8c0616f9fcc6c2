"""発送を記録する: once, never for what must not leave, with one mail and a trace in the evidence."""

from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from shop.delivery.models import Shipment
from shop.orders.models import Order
from shop.outbox.sending import deliver_due
from shop.payments.after_models import Dispute, Refund
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import ask
from shop.staff.orders.evidence import evidence_of
from tests.shop.factories import VariantFactory, guide, open_shop
from tests.shop.staff.conftest import SignIn
from tests.shop.staff.orders import order_of

pytestmark = pytest.mark.django_db

MAY = ("shop.view_order", "shop.add_shipment")


@pytest.fixture
def order(db: None) -> Order:
    """A pair of socks and a download, paid."""
    open_shop()
    return order_of(VariantFactory.create(sku="YS-M", stock=3), guide())


def send(client: Client, order: Order, **fields: Any) -> Any:
    form = {"carrier": "yamato", "tracking_number": "1234-5678-9012"} | fields
    return client.post(f"/admin/shop/orders/ship/{order.pk}/", form, follow=True)


def page_of(client: Client, order: Order) -> str:
    return client.get(f"/admin/shop/orders/inspect/{order.pk}/").text


def dispute(order: Order, status: str = "needs_response") -> Dispute:
    return Dispute.objects.create(stripe_id="dp_1", order=order, amount=order.total, status=status)


def give_back(order: Order, amount: int, lines: dict[str, int] | None = None) -> None:
    with transaction.atomic():
        ask(order, amount, reason="返品", lines=lines)


def test_a_shipped_order_is_seen_by_staff_and_customer_and_the_customer_gets_one_mail(
    order: Order, sign_in: SignIn
) -> None:
    client = sign_in(*MAY)
    assert "発送を記録する…" in page_of(client, order)
    assert "商品の発送を準備しています" in Client().get(f"/orders/{order.token}/").text

    for _ in range(2):
        assert send(client, order).status_code == 200
    deliver_due()

    shipment = Shipment.objects.get()
    assert (shipment.tracking_number, shipment.actor) == ("123456789012", "はな (tencho)")
    [sent] = [m for m in mail.outbox if "発送しました" in m.subject]
    assert sent.to == [order.email]
    assert "追跡番号: 123456789012" in sent.body
    assert "ヤマト運輸" in sent.body
    assert "足指ソックス" in sent.body
    assert "はじめてガイド" not in sent.body
    staff, customer = page_of(client, order), Client().get(f"/orders/{order.token}/").text
    assert "に発送済みです（ヤマト運輸 123456789012）" in staff
    assert "発送しました: ヤマト運輸 123456789012（はな (tencho)）" in staff
    assert "商品を発送しました" in customer
    assert "123456789012" in customer


def test_the_parcel_is_evidence_in_a_dispute(order: Order, sign_in: SignIn) -> None:
    send(sign_in(*MAY), order)
    deliver_due()
    dispute(order)
    evidence = dict(evidence_of(order))
    assert evidence["発送"].endswith("ヤマト運輸 123456789012")
    assert "order.mail.shipped" in evidence["お送りしたメール"]


def test_a_disputed_order_is_not_shipped(order: Order, sign_in: SignIn) -> None:
    dispute(order)
    client = sign_in(*MAY)
    assert "発送を記録する…" not in page_of(client, order)
    assert "異議が申し立てられています。発送しないでください" in send(client, order).text
    assert (
        "異議が申し立てられています。発送しないでください"
        in client.get(f"/admin/shop/orders/ship/{order.pk}/", follow=True).text
    )
    assert dict(evidence_of(order))["発送"] == "発送していません"
    assert not Shipment.objects.exists()


def test_a_won_dispute_lets_the_parcel_go(order: Order, sign_in: SignIn) -> None:
    dispute(order, "won")
    send(sign_in(*MAY), order)
    assert Shipment.objects.exists()


def test_an_order_that_was_given_back_is_not_shipped(order: Order, sign_in: SignIn) -> None:
    give_back(order, order.total)
    assert "返金を手続き済みです。発送しないでください" in send(sign_in(*MAY), order).text
    assert not Shipment.objects.exists()


def test_an_order_whose_goods_were_given_back_by_line_is_not_shipped(order: Order, sign_in: SignIn) -> None:
    line = order.lines.get(is_digital=False)
    give_back(order, line.amount, {str(line.pk): 1})
    assert "返金を手続き済みです。発送しないでください" in send(sign_in(*MAY), order).text


def test_an_order_whose_download_was_given_back_is_shipped(order: Order, sign_in: SignIn) -> None:
    line = order.lines.get(is_digital=True)
    give_back(order, line.amount, {str(line.pk): 1})
    send(sign_in(*MAY), order)
    assert Refund.objects.exists()
    assert Shipment.objects.exists()


def test_a_quarantined_order_is_not_shipped(order: Order, sign_in: SignIn) -> None:
    order.attempts.update(status=PaymentAttempt.Status.QUARANTINED)
    assert "内容が注文と一致していません" in send(sign_in(*MAY), order).text
    assert not Shipment.objects.exists()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (Order.State.OPEN, "お支払いがまだ済んでいません"),
        (Order.State.AWAITING_KONBINI, "お支払いがまだ済んでいません"),
        (Order.State.PAID_UNFILLABLE, "在庫が足りなかったご注文です"),
    ],
)
def test_an_order_without_money_or_goods_is_not_shipped(sign_in: SignIn, state: str, sentence: str) -> None:
    order = order_of(VariantFactory.create(stock=3), state=state)
    assert sentence in send(sign_in(*MAY), order).text
    assert not Shipment.objects.exists()


def test_downloads_have_no_parcel(sign_in: SignIn) -> None:
    assert "発送するものはありません" in send(sign_in(*MAY), order_of(guide())).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tracking_number": ""}, "追跡番号を入力してください"),
        ({"tracking_number": "12-3"}, "英数字8〜20文字"),
        ({"tracking_number": "番号はあとで"}, "英数字8〜20文字"),
        ({"carrier": ""}, "運送会社を選んでください"),
    ],
)
def test_what_cannot_be_a_number_is_answered_with_a_sentence_and_kept(
    order: Order, sign_in: SignIn, fields: dict[str, str], sentence: str
) -> None:
    page, typed = send(sign_in(*MAY), order, **fields), fields.get("tracking_number")
    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{typed}"' in page.text or not typed
    assert not Shipment.objects.exists()


def test_full_width_numbers_are_understood_and_another_carrier_needs_none(sign_in: SignIn) -> None:
    open_shop()
    one, two = order_of(VariantFactory.create(stock=3)), order_of(VariantFactory.create(stock=3))
    client = sign_in(*MAY)
    send(client, one, carrier="japan-post", tracking_number="１２３４−５６７８−９０１")
    send(client, two, carrier="other", tracking_number="")
    assert [str(s) for s in Shipment.objects.order_by("id")] == ["日本郵便 12345678901", "その他"]


def test_a_wrong_number_is_corrected_without_a_second_mail_and_never_by_accident(
    order: Order, sign_in: SignIn
) -> None:
    client = sign_in(*MAY)
    send(client, order)
    page = send(client, order, tracking_number="999999999999")
    assert "すでに記録されています（ヤマト運輸 123456789012）" in page.text
    assert 'name="correct"' in client.get(f"/admin/shop/orders/ship/{order.pk}/").text
    send(client, order, tracking_number="999999999999", correct="1")
    deliver_due()
    assert Shipment.objects.get().tracking_number == "999999999999"
    assert len([m for m in mail.outbox if "発送しました" in m.subject]) == 1
    history = page_of(client, order)
    assert "発送しました: ヤマト運輸 123456789012" in history
    assert "発送の記録を直しました: ヤマト運輸 999999999999" in history


def test_who_may_only_look_cannot_ship(order: Order, sign_in: SignIn) -> None:
    client = sign_in("shop.view_order")
    assert "発送を記録する…" not in page_of(client, order)
    send(client, order)
    assert not Shipment.objects.exists()


def test_the_list_is_filtered_by_what_has_still_to_be_sent(order: Order, sign_in: SignIn) -> None:
    sent, digital = order_of(VariantFactory.create(stock=3)), order_of(guide())
    unpaid = order_of(VariantFactory.create(stock=3), state=Order.State.OPEN)
    client = sign_in(*MAY)
    send(client, sent)
    page = client.get("/admin/shop/orders/results/", {"to_ship": "true"}).text
    assert [o.number in page for o in (order, sent, digital, unpaid)] == [True, False, False, False]
