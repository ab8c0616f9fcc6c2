"""A quarantined payment that ends: what becomes of the order, of Stripe's news about it, and what the customer reads."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from shop.orders.models import Order
from shop.payments import settle as settling
from shop.payments.after_models import Attention
from shop.payments.client import stripe_client
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.settle import settle
from shop.payments.tasks import work
from shop.staff.orders.sentences import what_now
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

NOT_CHARGED = "代金は請求されていません"
NO_FAILURE = "お手続きの失敗ではありません"
PROBLEM = "お支払いの確認で問題が見つかったため、このご注文は成立していません"


def session_id() -> str:
    return str(PaymentAttempt.objects.get().session_id)


@pytest.fixture
def socks(shopper: Shopper) -> Any:
    """A pair in a basket that has gone to Stripe."""
    variant = VariantFactory.create(stock=9)
    shopper.add(variant)
    shopper.check_out()
    return variant


class Doubt:
    """Makes Stripe name another sum than the order's, as long as it stands."""

    def __init__(self) -> None:
        self.stands = True


@pytest.fixture
def doubt(monkeypatch: pytest.MonkeyPatch) -> Doubt:
    doubt, read = Doubt(), settling.read_session
    monkeypatch.setattr(
        settling,
        "read_session",
        lambda session: replace(read(session), amount=1) if doubt.stands else read(session),
    )
    return doubt


def charge() -> str:
    session = stripe_client().v1.checkout.sessions.retrieve(session_id())
    return str(stripe_client().v1.payment_intents.retrieve(str(session.payment_intent)).latest_charge)


def texts() -> list[str]:
    """What the order's page and the page after paying say."""
    addresses = (f"/orders/{last_order().token}/", f"/checkout/done/?session_id={session_id()}")
    return [soup(Client().get(address)).get_text() for address in addresses]


def pay_and_give_back(shop: SandboxServer) -> None:
    """A payment that we doubt, and that somebody gives back in Stripe's dashboard."""
    shop.control.pay_by_card(session_id())
    settle(session_id())
    shop.control.refund(charge())
    settle(session_id())


def test_a_customer_whose_payment_went_back_is_not_told_that_none_was_made(
    shop: SandboxServer, socks: Any, doubt: Doubt
) -> None:
    pay_and_give_back(shop)

    assert last_order().state == Order.State.EXPIRED
    assert "全額がお客さまに返金されました" in what_now(last_order(), [])
    for text in texts():
        assert PROBLEM in text
        assert "全額を返金する手続きをしました" in text
        assert NOT_CHARGED not in text
        assert NO_FAILURE not in text
        assert "期限が過ぎた" not in text
        assert "期限切れ" not in text


def test_a_customer_whose_doubted_payment_was_never_made_is_told_so(
    shop: SandboxServer, socks: Any, doubt: Doubt
) -> None:
    settle(session_id())
    assert PaymentAttempt.objects.get().status == PaymentAttempt.Status.QUARANTINED
    shop.control.expire_session(session_id())
    settle(session_id())

    assert "支払われないまま終わりました" in what_now(last_order(), [])
    for text in texts():
        assert PROBLEM in text
        assert NOT_CHARGED in text
        assert "返金する手続き" not in text


def test_a_customer_whose_time_ran_out_reads_nothing_of_a_problem(shop: SandboxServer, socks: Any) -> None:
    shop.control.expire_session(session_id())
    settle(session_id())

    for text in texts():
        assert PROBLEM not in text
        assert NOT_CHARGED in text


def test_an_order_whose_slip_was_doubted_and_given_back_waits_for_it_no_more(
    shop: SandboxServer, socks: Any, doubt: Doubt
) -> None:
    doubt.stands = False
    shop.control.take_slip(session_id())
    settle(session_id())
    work.func()
    assert last_order().state == Order.State.AWAITING_KONBINI
    doubt.stands = True
    shop.control.pay_slip(session_id())
    settle(session_id())
    mail.outbox.clear()
    shop.control.refund(charge())
    settle(session_id())
    work.func()

    assert (last_order().state, counts(socks)) == (Order.State.EXPIRED, (9, 0))
    assert "口座をご登録ください" in texts()[0]
    # "Your slip has lapsed, nothing is owed" would be another story.
    assert not [letter for letter in mail.outbox if letter.to == [last_order().email]]


def test_news_of_a_refund_ends_the_quarantine_and_leaves_the_inbox(
    shop: SandboxServer, socks: Any, doubt: Doubt
) -> None:
    shop.control.pay_by_card(session_id())
    settle(session_id())
    shop.control.refund(charge(), 300)
    deliver_all(shop, "charge.refunded")
    work.func()
    assert PaymentAttempt.objects.get().status == PaymentAttempt.Status.QUARANTINED

    shop.control.refund(charge())
    deliver_all(shop, "charge.refunded")
    work.func()

    assert PaymentAttempt.objects.get().status == PaymentAttempt.Status.EXPIRED
    assert (last_order().state, counts(socks)) == (Order.State.EXPIRED, (9, 0))
    rows = StripeInbox.objects.filter(type="charge.refunded")
    assert [row.error.partition("（")[0] for row in rows if row.done_at] == [
        "疑わしいお支払いのため、台帳に載せていません"
    ] * 2
    assert not Ledger.objects.exists()


def test_what_was_let_go_of_is_not_fulfilled_when_the_doubt_was_our_own_mistake(
    shop: SandboxServer, socks: Any, doubt: Doubt
) -> None:
    pay_and_give_back(shop)
    doubt.stands = False

    settle(session_id())

    assert (last_order().state, counts(socks)) == (Order.State.EXPIRED, (9, 0))
    assert not Ledger.objects.exists()


def test_the_call_about_a_quarantine_ends_with_it(shop: SandboxServer, socks: Any, doubt: Doubt) -> None:
    shop.control.pay_by_card(session_id())
    settle(session_id())
    found = Attention.objects.get()
    assert (found.kind, found.resolved_at) == (Attention.Kind.QUARANTINED, None)
    assert "全額を返金すると、取り置いた商品が在庫に戻ります" in found.text

    shop.control.refund(charge())
    settle(session_id())

    found.refresh_from_db()
    assert found.resolved_at
    assert found.note == "全額が返金されたため、自動で終わりました。"


def test_a_second_attempt_that_is_quarantined_calls_again(
    shop: SandboxServer, shopper: Shopper, socks: Any, doubt: Doubt
) -> None:
    settle(session_id())
    shop.control.expire_session(session_id())
    settle(session_id())
    shopper.client.post(f"/checkout/again/{last_order().token}/")
    settle(str(PaymentAttempt.objects.get(n=2).session_id))

    calls = Attention.objects.order_by("pk")
    assert [(call.kind, call.resolved_at is None) for call in calls] == [
        (Attention.Kind.QUARANTINED, False),
        (Attention.Kind.QUARANTINED, True),
    ]
