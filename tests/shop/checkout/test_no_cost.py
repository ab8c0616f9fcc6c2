"""An order that comes to ¥0: Stripe confirms it without taking money, and everything else happens as usual."""

from dataclasses import replace

import pytest
import stripe
from django.core import mail

from shop.orders.models import Order
from shop.payments import settle as settling
from shop.payments.invariants import check_invariants
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.reconciling import reconcile
from shop.payments.refunding import RefundRefusedError, ask, refundable
from shop.payments.settle import settle
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts, guide
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db


def breaches() -> dict[str, list[str]]:
    return {finding.invariant.code: finding.breaches for finding in check_invariants() if finding.breaches}


def test_a_free_download_is_ordered_granted_and_mailed_without_a_payment(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(guide(price=0))
    shopper.type_address()
    tab = shopper.confirmation()
    assert "注文を確定する（0円）" in tab.get_text()
    assert "支払い義務" not in tab.get_text()

    thanks = soup(shopper.come_back(shopper.pay(str(shopper.confirm(tab)["Location"])))).get_text()
    deliver_all(shop)
    work.func()

    order = last_order()
    session = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url}).v1.checkout.sessions
    found = session.retrieve(str(order.attempts.get().session_id))
    assert (found.status, found.payment_status, found.payment_intent) == (
        "complete",
        "no_payment_required",
        None,
    )
    assert (order.state, order.total) == (Order.State.PAID, 0)
    assert not Ledger.objects.exists()
    page = shopper.client.get(f"/orders/{order.token}/").content.decode()
    (letter,) = mail.outbox
    for text in (thanks, page, letter.body):
        assert "お支払いは不要です" in text
        assert "お支払いを確認" not in text
    assert "ダウンロードする" in page
    assert breaches() == {}


def test_free_goods_leave_the_stock_and_there_is_nothing_to_give_back(
    shopper: Shopper, shop: SandboxServer
) -> None:
    sample = VariantFactory.create(stock=2, price=0)
    shopper.add(sample)
    shopper.pay(shopper.check_out())
    settle(str(PaymentAttempt.objects.get().session_id))
    work.func()

    order = last_order()
    assert (order.state, counts(sample)) == (Order.State.PAID, (1, 0))
    assert refundable(order) == 0
    with pytest.raises(RefundRefusedError):
        ask(order, 1, reason="")
    assert breaches() == {}


def test_a_free_order_that_nobody_reported_is_found_by_the_reconciler(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(guide(price=0))
    shopper.pay(shopper.check_out())
    PaymentAttempt.objects.update(status="expired")
    Order.objects.update(state="expired")

    reconcile()

    assert last_order().state == Order.State.PAID


def test_no_payment_required_for_an_order_that_costs_something_is_quarantined(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.add(VariantFactory.create(stock=1))
    shopper.pay(shopper.check_out())
    read = settling.read_session
    monkeypatch.setattr(settling, "read_session", lambda session: replace(read(session), is_free=True))

    settle(str(PaymentAttempt.objects.get().session_id))

    assert PaymentAttempt.objects.get().status == PaymentAttempt.Status.QUARANTINED
    assert last_order().state == Order.State.OPEN
