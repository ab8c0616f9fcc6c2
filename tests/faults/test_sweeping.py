"""F3 to F8, F18 to F20: nothing is ever heard, and the sweeper alone brings every order to its end."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.core.management import call_command

from shop.checkout import placing
from shop.orders.models import Order
from shop.payments import starting
from shop.payments.after_models import Attention
from shop.payments.alone import alone
from shop.payments.models import PaymentAttempt
from shop.payments.starting import StripeBusyError
from shop.payments.sweeping import sweep
from shop.payments.tasks import work
from shop.stock.holds import StockLine, commit, release, reserve
from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db(transaction=True)

Status = PaymentAttempt.Status


def age(**passed: float) -> None:
    """Let the newest attempt have been written, and be due, so much earlier."""
    attempt = PaymentAttempt.objects.latest("pk")
    past = timedelta(**passed)
    changes: dict[str, Any] = {
        "created_at": attempt.created_at - past,
        "expires_at": attempt.expires_at - past,
    }
    if attempt.slip_deadline:
        changes["slip_deadline"] = attempt.slip_deadline - past
    PaymentAttempt.objects.filter(pk=attempt.pk).update(**changes)


def sessions(shop: SandboxServer) -> list[str]:
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    return [str(session.status) for session in client.v1.checkout.sessions.list().data]


def state() -> str:
    return last_order().state


def die_before_t2(shopper: Shopper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check out, and lose Stripe's answer."""

    def lost(*args: Any) -> None:
        raise StripeBusyError("the answer was lost")

    shopper.type_address()
    with monkeypatch.context() as patch:
        patch.setattr(starting, "_opened", lost)
        assert shopper.confirm().status_code == 503


def test_f3_a_payment_heard_of_before_the_session_is_saved_counts(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shop.faults.pay_before_answer()
    die_before_t2(shopper, monkeypatch)
    assert PaymentAttempt.objects.get().session_id is None

    deliver_all(shop)
    work.func()

    assert (state(), counts(socks)) == (Order.State.PAID, (4, 0))
    assert PaymentAttempt.objects.get().session_id


def test_f4_the_webhook_alone_is_enough(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.pay(shopper.check_out())

    deliver_all(shop)
    work.func()

    assert (state(), counts(socks)) == (Order.State.PAID, (4, 0))


def test_f5_the_way_back_alone_is_enough(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)

    shopper.come_back(shopper.pay(shopper.check_out()))

    assert (state(), counts(socks)) == (Order.State.PAID, (4, 0))


def test_f6_paid_with_neither_webhook_nor_redirect(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.pay(shopper.check_out())
    assert state() == Order.State.OPEN

    age(minutes=50)
    sweep()

    assert state() == Order.State.PAID
    assert counts(socks) == (4, 0)


def test_f7_an_answer_lost_after_the_session_was_made_leads_to_the_same_session(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    die_before_t2(shopper, monkeypatch)
    assert (state(), sessions(shop)) == (Order.State.CREATING, ["open"])

    age(minutes=2)
    assert sweep()["resumed"] == 1

    assert (state(), sessions(shop)) == (Order.State.OPEN, ["open"])
    assert PaymentAttempt.objects.get().session_id


def test_f8_a_key_too_old_to_be_replayed_is_searched_for(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    die_before_t2(shopper, monkeypatch)
    age(hours=25)
    session_id = shop.events("checkout.session.expired")
    assert session_id == []

    shop.clock.advance(timedelta(hours=25).total_seconds())
    sweep()

    assert (state(), sessions(shop), counts(socks)) == (Order.State.EXPIRED, ["expired"], (5, 0))


def test_f8_a_key_too_old_without_any_session_gives_the_stock_back(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()

    def unreachable(attempt: PaymentAttempt) -> None:
        raise StripeBusyError("no connection")

    with monkeypatch.context() as patch:
        patch.setattr(placing, "open_session", unreachable)
        shopper.confirm()
    age(hours=25)

    sweep()

    assert (state(), sessions(shop), counts(socks)) == (Order.State.EXPIRED, [], (5, 0))
    assert not Attention.objects.exists()


@pytest.mark.usefixtures("hurried")
def test_an_outage_that_outlasts_the_time_to_pay_gives_the_stock_back_and_calls_nobody(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()
    shop.faults.fail_before_commit("POST /v1/checkout/sessions", times=None)
    assert shopper.confirm().status_code == 503
    shop.faults.clear()
    # Stripe wants thirty minutes, and of the forty-five twenty-five are left.
    age(minutes=20)
    shop.clock.advance(20 * 60)

    sweep()

    assert (state(), sessions(shop), counts(socks)) == (Order.State.EXPIRED, [], (5, 0))
    assert not Attention.objects.exists()


@pytest.mark.usefixtures("hurried")
def test_a_session_that_stripe_refuses_for_another_reason_calls_a_person(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.type_address()
    shop.faults.fail_before_commit("POST /v1/checkout/sessions", times=None)
    shopper.confirm()
    shop.faults.clear()
    attempt = PaymentAttempt.objects.get()
    attempt.request_body["locale"] = "??"
    attempt.save()
    age(minutes=2)

    sweep()

    assert state() == Order.State.EXPIRED
    assert Attention.objects.get().kind == Attention.Kind.REFUSED


def test_an_open_session_past_its_time_is_closed_at_stripe_before_its_stock_is_released(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.check_out()
    assert sweep()["closed"] == 0

    age(minutes=50)
    assert sweep()["closed"] == 1

    assert (state(), sessions(shop), counts(socks)) == (Order.State.EXPIRED, ["expired"], (5, 0))


def test_f18_sweeping_while_the_customer_pays_never_releases_what_was_paid(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    url = shopper.check_out()
    age(minutes=50)

    paid, swept = at_once([lambda: shopper.pay(url), sweep])
    sweep()

    assert isinstance(swept, Counter)
    was_paid = getattr(paid, "status_code", 0) == 303
    assert state() == (Order.State.PAID if was_paid else Order.State.EXPIRED)
    assert counts(socks) == ((4, 0) if was_paid else (5, 0))


@pytest.mark.parametrize("paid", [True, False])
def test_f19_a_slip_is_asked_about_an_hour_after_its_deadline(
    shopper: Shopper, shop: SandboxServer, paid: bool
) -> None:
    socks = VariantFactory.create(stock=9)
    shopper.add(socks)
    shopper.check_out()
    session_id = str(PaymentAttempt.objects.get().session_id)
    shop.control.take_slip(session_id)
    age(hours=1)
    sweep()
    assert state() == Order.State.AWAITING_KONBINI

    (shop.control.pay_slip if paid else shop.control.lapse_slip)(session_id)
    age(days=3, hours=2)
    sweep()

    assert state() == (Order.State.PAID if paid else Order.State.KONBINI_LAPSED)
    assert counts(socks) == ((8, 0) if paid else (9, 0))


def test_f20_money_that_comes_when_the_goods_are_gone_is_told_to_a_person(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=4)
    shopper.add(socks)
    url = shopper.check_out()
    attempt = PaymentAttempt.objects.get()
    # Somebody else's clock was wrong: our hold was given back although the session was open.

    release(attempt.hold, reason="clock skew")
    reserve([StockLine(socks.sku, socks.pk, 4)], hold="rival", order_number="RIVAL")
    commit("rival")
    shopper.pay(url)

    age(minutes=50)
    sweep()

    assert state() == Order.State.PAID_UNFILLABLE
    assert counts(socks) == (0, 0)


def test_one_attempt_that_fails_does_not_hold_up_the_others(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.check_out()
    PaymentAttempt.objects.update(session_id="cs_test_unknownunknownunknown")
    age(minutes=50)
    rival = Shopper()
    rival.add(VariantFactory.create(stock=5))
    rival.check_out()
    age(minutes=50)

    swept = sweep()

    assert (swept["failed"], swept["closed"]) == (1, 1)


def test_a_second_sweeper_stands_aside(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    def other() -> str:
        call_command("shop_sweep")
        return capsys.readouterr().out

    with alone("shop_sweep") as free:
        assert free
        (said,) = at_once([other])
    assert said == "another sweeper is at work\n"

    call_command("shop_sweep")
    assert capsys.readouterr().out == "swept: nothing to do\n"
