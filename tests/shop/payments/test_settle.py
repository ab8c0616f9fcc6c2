"""settle() against a Stripe that really answers."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
import stripe
from django.core import mail

from shop.orders.history import is_unbroken
from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.payments import settle as settling
from shop.payments.inbox import process_inbox
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.reading import SessionFacts, mismatches
from shop.payments.settle import UnknownSessionError, settle
from shop.payments.tasks import work
from shop.stock.counting import adjust
from shop.stock.models import StockMove
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver, deliver_all
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def socks() -> Any:
    return VariantFactory.create(stock=3)


@pytest.fixture
def url(shopper: Shopper, socks: Any) -> str:
    """Stripe's page for two pairs of socks."""
    shopper.add(socks, 2)
    return shopper.check_out()


def session_id() -> str:
    return str(PaymentAttempt.objects.get().session_id)


def expire(sandbox: SandboxServer) -> None:
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": sandbox.base_url})
    client.v1.checkout.sessions.expire(session_id())


def test_settling_any_number_of_times_does_everything_once(shopper: Shopper, url: str, socks: Any) -> None:
    shopper.pay(url)

    for _ in range(5):
        settle(session_id())
        work.func()

    order = last_order()
    assert (order.state, counts(socks)) == (Order.State.PAID, (1, 0))
    assert list(Ledger.objects.values_list("order", "kind", "amount")) == [(order.pk, "payment", 6600)]
    assert len(mail.outbox) == 1
    assert is_unbroken(order)


def test_five_webhooks_and_the_redirect_make_one_order_one_mail_one_movement(
    shopper: Shopper, url: str, socks: Any, shop: SandboxServer
) -> None:
    paid = shopper.pay(url)
    for _ in range(5):
        deliver_all(shop)
        work.func()
    shopper.come_back(paid)
    work.func()

    assert last_order().state == Order.State.PAID
    assert (counts(socks), Ledger.objects.count(), len(mail.outbox)) == ((1, 0), 1, 1)


def test_the_redirect_before_the_webhook_comes_to_the_same(
    shopper: Shopper, url: str, socks: Any, shop: SandboxServer
) -> None:
    shopper.come_back(shopper.pay(url))
    deliver_all(shop)
    work.func()

    assert (last_order().state, counts(socks), len(mail.outbox)) == (Order.State.PAID, (1, 0), 1)


def test_expiry_gives_the_stock_back_and_says_so_calmly(
    shopper: Shopper, url: str, socks: Any, shop: SandboxServer
) -> None:
    expire(shop)
    deliver_all(shop, "checkout.session.expired")
    work.func()

    order = last_order()
    assert (order.state, counts(socks), mail.outbox) == (Order.State.EXPIRED, (3, 0), [])
    # Read by whoever looks after the stock.
    assert StockMove.objects.get(kind=StockMove.Kind.RELEASE).reason == "支払いの期限切れ"
    page = shopper.client.get(f"/checkout/done/?session_id={session_id()}").content.decode()
    assert "代金は請求されていません" in page
    assert str(socks) in shopper.basket().text


STALE = ("checkout.session.completed", "checkout.session.expired", "checkout.session.async_payment_failed")


@pytest.mark.parametrize("order", list(permutations(STALE)))
def test_news_in_any_order_old_and_wrong_ones_too_ends_in_what_stripe_says(
    shopper: Shopper, url: str, socks: Any, shop: SandboxServer, order: tuple[str, ...]
) -> None:
    shopper.pay(url)
    (event,) = shop.events("checkout.session.completed")
    for kind in order:
        deliver(event | {"id": f"evt_{kind}", "type": kind})
        assert process_inbox() == 1

    assert (last_order().state, counts(socks), Ledger.objects.count()) == (Order.State.PAID, (1, 0), 1)


def test_a_webhook_that_is_faster_than_our_own_answer_finds_the_order_by_its_metadata(
    shopper: Shopper, url: str, socks: Any, shop: SandboxServer
) -> None:
    PaymentAttempt.objects.update(session_id=None, url="", status=PaymentAttempt.Status.CREATING)
    Order.objects.update(state=Order.State.CREATING)
    shopper.pay(url)

    deliver_all(shop)
    work.func()

    attempt = PaymentAttempt.objects.get()
    assert (attempt.status, attempt.url) == (PaymentAttempt.Status.PAID, attempt.url)
    assert attempt.session_id == shop.events("checkout.session.completed")[0]["data"]["object"]["id"]
    assert (last_order().state, counts(socks)) == (Order.State.PAID, (1, 0))


def test_a_session_nobody_here_knows_stays_in_the_inbox(
    shop: SandboxServer, shopper: Shopper, url: str
) -> None:
    other = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    body = PaymentAttempt.objects.get().request_body
    strange = other.v1.checkout.sessions.create(params=body | {"metadata": {"order": "x", "attempt": "y"}})
    shopper.pay(str(strange.url))

    with pytest.raises(UnknownSessionError):
        settle(strange.id)
    deliver_all(shop)
    work.func()

    row = StripeInbox.objects.get()
    assert (row.done_at, row.tries) == (None, 1)
    assert "UnknownSession" in row.error
    assert not Ledger.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("total", 1, "金額が違います。Stripe: 1円 / 注文: 6,600円"),
        ("total", None, "金額が違います。Stripe: なし / 注文: 6,600円"),
        ("currency", "usd", "通貨が違います。Stripe: usd / 注文: jpy"),
        ("livemode", True, "環境が違います。Stripe: 本番 / 注文: テスト"),
        ("attempt", "2", "手続きの回が違います。Stripe: 2 / 注文: 1"),
        ("order", "somebody else's", "注文IDが違います。Stripe: somebody else's / 注文: "),
        ("is_free", True, "支払いが違います。Stripe: 支払い不要（no_payment_required） / 注文: 6,600円"),
    ],
)
def test_a_payment_that_does_not_match_is_held_for_a_person(
    shopper: Shopper,
    url: str,
    *,
    socks: Any,
    monkeypatch: pytest.MonkeyPatch,
    field: str,
    value: Any,
    named: str,
) -> None:
    shopper.pay(url)
    read = settling.read_session

    def altered(session: stripe.checkout.Session) -> SessionFacts:
        facts = read(session)
        changed = {name: getattr(facts, name) for name in SessionFacts.__slots__}
        return SessionFacts(**changed | {"amount" if field == "total" else field: value})

    monkeypatch.setattr(settling, "read_session", altered)
    for _ in range(2):
        settle(session_id())
    work.func()

    attempt = PaymentAttempt.objects.get()
    assert attempt.status == PaymentAttempt.Status.QUARANTINED
    assert attempt.problem.startswith(named)
    assert last_order().state == Order.State.OPEN
    assert counts(socks) == (3, 2)
    assert not Ledger.objects.exists()
    assert [m.to for m in mail.outbox] == [["tencho@toelab.example"]]
    page = shopper.client.get(f"/checkout/done/?session_id={attempt.session_id}").content.decode()
    assert "もう一度お支払いいただく必要はありません" in page
    assert shopper.confirm().status_code == 409


def test_a_quarantine_ends_on_proof_that_the_money_went_back(
    shopper: Shopper, shop: SandboxServer, url: str, socks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.pay(url)
    read = settling.read_session
    monkeypatch.setattr(settling, "read_session", lambda session: replace(read(session), amount=1))
    settle(session_id())
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    intent = str(client.v1.checkout.sessions.retrieve(session_id()).payment_intent)

    settle(session_id())
    assert counts(socks) == (3, 2)

    client.v1.refunds.create({"payment_intent": intent})
    for _ in range(2):
        settle(session_id())

    assert PaymentAttempt.objects.get().status == PaymentAttempt.Status.EXPIRED
    assert last_order().state == Order.State.EXPIRED
    assert counts(socks) == (3, 0)
    assert not Ledger.objects.exists()
    assert [event.kind for event in last_order().events.all()].count("quarantined") == 1
    assert shopper.confirm(shopper.confirmation()).status_code == 303


def test_a_matching_session_has_no_mismatches(shopper: Shopper, url: str) -> None:
    order = last_order()
    facts = SessionFacts(
        session_id="cs_1",
        order=str(order.pk),
        attempt="1",
        amount=6600,
        currency="jpy",
        livemode=False,
        state="paid",
        payment_ref="pi_1",
        url="",
    )

    assert mismatches(facts, order, 1, livemode=False) == []


def test_money_that_comes_late_gets_its_goods_while_there_are_any(
    shopper: Shopper, url: str, socks: Any
) -> None:
    shopper.pay(url)
    attempt = PaymentAttempt.objects.get()
    settling._expired(last_order(), attempt)
    assert counts(socks) == (3, 0)

    settle(session_id())

    assert (last_order().state, counts(socks)) == (Order.State.PAID, (1, 0))


def test_money_that_comes_when_the_goods_are_gone_is_never_forgotten(
    shopper: Shopper, url: str, socks: Any
) -> None:
    shopper.pay(url)
    settling._expired(last_order(), PaymentAttempt.objects.get())
    adjust(socks, -2, actor="佐藤", reason="破損")

    settle(session_id())

    assert (last_order().state, counts(socks)) == (Order.State.PAID_UNFILLABLE, (1, 0))
    assert Ledger.objects.get().amount == 6600
    assert Outbox.objects.filter(kind="shop.alert").count() == 1
    assert not Outbox.objects.filter(kind="order.mail.paid").exists()


def test_only_what_was_paid_leaves_the_basket(shopper: Shopper, url: str, socks: Any) -> None:
    other = VariantFactory.create(stock=5)
    shopper.add(socks, 1)
    shopper.add(other)
    shopper.pay(url)

    settle(session_id())

    lines = last_order().basket.lines.values_list("variant__sku", "quantity")
    assert dict(lines) == {socks.sku: 1, other.sku: 1}


@pytest.mark.usefixtures("hurried")
def test_when_stripe_cannot_be_asked_the_event_waits(
    shopper: Shopper, url: str, shop: SandboxServer, settings: Any
) -> None:
    shopper.pay(url)
    deliver_all(shop)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    assert process_inbox() == 0
    assert StripeInbox.objects.get().done_at is None
    assert last_order().state == Order.State.OPEN
