"""One order paid twice: the slip was heard as lapsed, a card paid, then the slip's money came. One of them goes back."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from shop.delivery.grants import grant_downloads
from shop.delivery.standing import standing_of
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.payments import settle as settling
from shop.payments.after_models import Attention, Refund
from shop.payments.client import stripe_client
from shop.payments.disputing import withdrawn_lines
from shop.payments.invariants import check_invariants
from shop.payments.keeping import owed_back
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.refunding import ask
from shop.payments.settle import settle
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

TOTAL = 4950
"""Yen for a pair (3,300) and a guide (1,650)."""


def session_of(attempt: int) -> str:
    return str(PaymentAttempt.objects.get(n=attempt).session_id)


def hear_a_lapse(monkeypatch: pytest.MonkeyPatch, session_id: str) -> None:
    """The shop is told that the slip of the session has lapsed, which is not so."""
    read = settling.read_session
    with monkeypatch.context() as wrongly:
        wrongly.setattr(
            settling, "read_session", lambda session: replace(read(session), state="konbini_lapsed")
        )
        settle(session_id)


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch) -> Order:
    """A pair and a guide, paid for by card and at a store."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.add(guide())
    shopper.check_out()
    shop.control.take_slip(session_of(1))
    settle(session_of(1))
    hear_a_lapse(monkeypatch, session_of(1))
    shopper.client.post(f"/checkout/again/{last_order().token}/")
    shop.control.pay_by_card(session_of(2))
    settle(session_of(2))
    shop.control.pay_slip(session_of(1))
    settle(session_of(1))
    work.func()
    mail.outbox.clear()
    return last_order()


def give_back_in_the_dashboard(shop: SandboxServer, attempt: int, amount: int | None = None) -> None:
    """Refund what `attempt` paid, all of it or `amount` yen, let the money arrive, and let the shop hear of it."""
    session = stripe_client().v1.checkout.sessions.retrieve(session_of(attempt))
    intent = stripe_client().v1.payment_intents.retrieve(str(session.payment_intent))
    refund = shop.control.refund(str(intent.latest_charge), amount)
    if refund["status"] != "succeeded":
        shop.control.move_refund(refund["id"], "succeeded")
    deliver_all(shop, "charge.refunded")
    work.func()


def give_back(order: Order, amount: int, **fields: Any) -> None:
    with transaction.atomic():
        ask(lock(order.pk), amount, reason="二重", actor="はな", **fields)
    work.func()


def both_lines(order: Order) -> dict[str, int]:
    return {str(line.pk): line.quantity for line in order.lines.all()}


def downloads_left(order: Order) -> list[int]:
    return [grant.left for grant in grant_downloads(order)]


def customer_page(order: Order) -> str:
    return soup(Client().get(f"/orders/{order.token}/")).get_text()


def staff_page(client: Client, order: Order) -> str:
    return soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()


def assert_still_bought(order: Order) -> None:
    assert downloads_left(order) == [20]
    page = customer_page(order)
    assert "全額返金" not in page
    assert "発送は行いません" not in page
    assert "ダウンロードできなくなりました" not in page
    assert "商品の発送を準備しています" in page


def test_the_staff_are_told_how_much_is_owed_back_until_it_is(
    order: Order, shop: SandboxServer, admin_client: Client
) -> None:
    assert Attention.objects.get().kind == Attention.Kind.PAID_TWICE
    assert owed_back(order) == TOTAL
    page = staff_page(admin_client, order)
    assert "多く受け取った 4,950円 をお客さまに返金してください" in page
    assert "することはありません" not in page

    give_back_in_the_dashboard(shop, 1, 2000)
    assert "多く受け取った 2,950円 をお客さまに返金してください" in staff_page(admin_client, order)

    give_back_in_the_dashboard(shop, 1)
    assert owed_back(order) == 0
    assert "多く受け取った" not in staff_page(admin_client, order)


@pytest.mark.parametrize("duplicate", [1, 2])
def test_giving_the_duplicate_back_in_the_dashboard_takes_nothing_of_the_purchase_away(
    order: Order, shop: SandboxServer, duplicate: int
) -> None:
    give_back_in_the_dashboard(shop, duplicate)

    assert sum(Ledger.objects.values_list("amount", flat=True)) == TOTAL
    assert_still_bought(order)
    assert [finding.invariant.code for finding in check_invariants() if finding.breaches] == []


@pytest.mark.parametrize("by_line", [False, True])
def test_giving_the_duplicate_back_in_the_admin_takes_nothing_of_the_purchase_away(
    order: Order, by_line: bool
) -> None:
    give_back(order, TOTAL, lines=both_lines(order) if by_line else {})

    assert Refund.objects.get().status == Refund.Status.SUCCEEDED
    assert_still_bought(order)


def test_a_duplicate_given_back_line_by_line_takes_no_line_away_on_the_way(order: Order) -> None:
    for line in order.lines.order_by("unit_price"):
        give_back(order, line.unit_price, lines={str(line.pk): 1})
        assert_still_bought(order)


def test_an_apology_after_the_duplicate_was_given_back_by_line_takes_no_line_away(order: Order) -> None:
    give_back(order, TOTAL, lines=both_lines(order))
    give_back(order, 100)

    assert_still_bought(order)


def test_a_line_given_back_beside_the_duplicate_is_taken_away(order: Order, shop: SandboxServer) -> None:
    the_guide = order.lines.get(is_digital=True)
    give_back_in_the_dashboard(shop, 1)
    give_back(order, 1650, lines={str(the_guide.pk): 1})

    assert withdrawn_lines(order) == {the_guide.pk}
    assert downloads_left(order) == [0]
    assert standing_of(order).will_ship


def test_giving_both_payments_back_takes_everything_away(
    order: Order, shop: SandboxServer, admin_client: Client
) -> None:
    give_back_in_the_dashboard(shop, 1)
    give_back_in_the_dashboard(shop, 2)

    assert downloads_left(order) == [0]
    assert "このご注文は全額返金となりました" in customer_page(order)
    assert "全額の返金を手続き済みです" in staff_page(admin_client, order)
