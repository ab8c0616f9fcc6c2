"""Giving money back from the admin, and the attention inbox."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from shop.orders.models import Order
from shop.payments.after_models import Attention, Refund
from shop.payments.attention import call
from shop.payments.client import stripe_client
from shop.payments.disputing import settle_dispute
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.staff.conftest import SignIn
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

MAY = ("shop.view_order", "shop.add_refund")


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer) -> Order:
    """Two pairs, paid."""
    shopper.add(VariantFactory.create(stock=9), 2)
    shopper.come_back(shopper.pay(shopper.check_out()))
    return last_order()


def form(order: Order, **fields: Any) -> dict[str, Any]:
    return {"reason": "サイズ違い", "sure": "on", f"line_{order.lines.get().pk}": "0"} | fields


def send(client: Client, order: Order, **fields: Any) -> Any:
    return client.post(f"/admin/shop/orders/refund/{order.pk}/", form(order, **fields))


def test_one_of_two_pairs_is_given_back_and_put_back_on_the_shelf_only_if_ticked(
    order: Order, sign_in: SignIn
) -> None:
    client = sign_in(*MAY)
    line = order.lines.get()
    assert counts(line.variant) == (7, 0)

    assert send(client, order, **{f"line_{line.pk}": "1"}).status_code == 302
    assert counts(line.variant) == (7, 0)
    send(client, order, **{f"line_{line.pk}": "1", "restock": "on"})
    work.func()

    assert [(r.amount, r.status) for r in Refund.objects.all()] == [(3300, "succeeded")] * 2
    assert counts(line.variant) == (8, 0)
    page = soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert "返金済み" in page
    assert "サイズ違い" in page
    assert "全額の返金を手続き済み" in page


@pytest.mark.parametrize("fields", [{"amount": "6601"}, {"amount": "0"}, {}, {"amount": "100", "sure": ""}])
def test_too_much_nothing_or_unconfirmed_is_refused_with_a_sentence(
    order: Order, sign_in: SignIn, fields: dict[str, str]
) -> None:
    response = send(sign_in(*MAY), order, **fields)

    assert response.status_code == 200
    assert not Refund.objects.exists()


def test_without_the_permission_no_money_moves_and_no_button_is_shown(order: Order, sign_in: SignIn) -> None:
    client = sign_in("shop.view_order")

    for action in ("refund", "check", "note"):
        response = client.post(f"/admin/shop/orders/{action}/{order.pk}/", form(order, amount="1", text="x"))
        assert response.status_code == 403 or response["Location"].startswith("/admin/")
    assert not Refund.objects.exists()
    assert "返金する" not in soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()


def test_a_note_stays_in_the_history_with_its_writer(order: Order, sign_in: SignIn) -> None:
    client = sign_in(*MAY)
    client.post(f"/admin/shop/orders/note/{order.pk}/", {"text": "電話あり。水曜に再送"})
    client.post(f"/admin/shop/orders/check/{order.pk}/")

    page = soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert "電話あり。水曜に再送（はな (tencho)）" in page
    assert "Stripeに確認しました" in page


def test_a_disputed_order_says_not_to_ship_and_collects_the_evidence(
    order: Order, shop: SandboxServer, sign_in: SignIn
) -> None:

    work.func()
    intent = stripe_client().v1.payment_intents.retrieve(order.ledger.get().ref)
    settle_dispute(shop.control.open_dispute(str(intent.latest_charge))["id"])

    page = soup(sign_in(*MAY).get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert "発送せず" in page
    assert "html_sha256" in page
    assert "返金する…" not in page


def test_the_attention_inbox_is_worked_through_by_name(order: Order, sign_in: SignIn) -> None:
    client = sign_in("shop.view_attention", "shop.change_attention")
    with transaction.atomic():
        call("orphan:cs_1", Attention.Kind.ORPHAN, "Session cs_1 names no order.")
        call("orphan:cs_1", Attention.Kind.ORPHAN, "Session cs_1 names no order.")
    row = Attention.objects.get()

    assert "注文の見つからないお支払い" in client.get("/admin/shop/attention/").content.decode()
    assert "Session cs_1" in client.get(f"/admin/shop/attention/inspect/{row.pk}/").content.decode()
    client.post(f"/admin/shop/attention/resolve/{row.pk}/", {"note": "返金した"})

    row.refresh_from_db()
    assert (row.resolved_by, row.note) == ("はな (tencho)", "返金した")
    assert row.resolved_at is not None
