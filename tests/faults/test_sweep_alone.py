"""No webhook ever arrives and nobody reconciles: cron's sweep alone hears of everything, and never waits in vain twice."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from shop.delivery.models import DownloadGrant
from shop.delivery.shipping import why_not_ship
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.models import Outbox
from shop.outbox.sending import deliver_due, put
from shop.payments import client as stripe_side
from shop.payments import sweeping
from shop.payments.after_models import Attention, Dispute, Refund
from shop.payments.client import stripe_client
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.refunding import ask, refundable
from shop.payments.settle import settle
from shop.payments.sweeping import sweep
from shop.stock.counting import adjust
from shop.stock.holds import release
from stripe_sandbox import SandboxServer
from tests.faults.test_sweeping import age, sessions
from tests.shop.factories import VariantFactory, guide
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.usefixtures("hurried")]

REMINDER = "お支払い期限は明日です"


def buy_guide(shopper: Shopper) -> str:
    """Buy something to download and return the charge at Stripe."""
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    sweep()
    mail.outbox.clear()
    intent = stripe_client().v1.payment_intents.retrieve(Ledger.objects.get(kind="payment").ref)
    return str(intent.latest_charge)


def take_slip(shopper: Shopper, shop: SandboxServer) -> PaymentAttempt:
    """Order a pair and choose the convenience store; the way back tells the shop."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    attempt = PaymentAttempt.objects.latest("pk")
    shop.control.take_slip(str(attempt.session_id))
    settle(str(attempt.session_id))
    sweep()
    mail.outbox.clear()
    attempt.refresh_from_db()
    return attempt


def remind_now() -> Outbox:
    """Let the reminder be due, as on the morning of the day before, and return its row."""
    Outbox.objects.filter(kind="order.mail.konbini_reminder").update(due_at=timezone.now())
    return Outbox.objects.get(kind="order.mail.konbini_reminder")


def ask_back(amount: int) -> Refund:
    """Ask for part of the newest order's money back; the outbox has not sent it yet."""
    with transaction.atomic():
        return ask(lock(last_order().pk), amount, reason="届いた色が違った", actor="はな")


def subjects() -> list[str]:
    return [str(letter.subject) for letter in mail.outbox]


@dataclass
class Hanging:
    """A Stripe that can be made to hang. While it does, nothing will ever be answered, so the shop is made to give up
    on it at once; before and after that it has all its time.
    """

    shop: SandboxServer
    patch: pytest.MonkeyPatch
    seconds: dict[str, float] = field(default_factory=dict)

    def begin(self) -> None:
        """Answer nothing from now on."""
        self.seconds = {name: getattr(stripe_side, name) for name in ("READ_SECONDS", "QUICK_SECONDS")}
        # The quick one of them has a second for connecting in it.
        self._wait(READ_SECONDS=0.1, QUICK_SECONDS=1.1)
        self.shop.faults.delay_before("* /v1/*", seconds=60, times=None)

    def end(self) -> None:
        """Answer again."""
        self.shop.faults.clear()
        self._wait(**self.seconds)

    @property
    def questions(self) -> int:
        """What Stripe was asked while it hung; one question is tried three times."""
        return -(-len(self.shop.faults.fired) // 3)

    def _wait(self, **seconds: float) -> None:
        for name, value in seconds.items():
            self.patch.setattr(stripe_side, name, value)
        stripe_side._client.cache_clear()


@pytest.fixture
def hanging(shop: SandboxServer, monkeypatch: pytest.MonkeyPatch) -> Hanging:
    return Hanging(shop, monkeypatch)


def test_a_dispute_closes_the_download_until_it_is_won(shopper: Shopper, shop: SandboxServer) -> None:
    charge = buy_guide(shopper)
    dispute = shop.control.open_dispute(charge)

    assert sweep()["disputes"] == 1

    assert Dispute.objects.get().freezes
    assert DownloadGrant.objects.get().left == 0
    assert Attention.objects.get().kind == Attention.Kind.DISPUTE
    assert len(mail.outbox) == 1
    assert sweep()["disputes"] == 0

    shop.control.win_dispute(dispute["id"])
    sweep()
    assert DownloadGrant.objects.get().left == 20


def test_a_dispute_that_a_bank_takes_months_to_decide_is_not_forgotten(
    shopper: Shopper, shop: SandboxServer
) -> None:
    dispute = shop.control.open_dispute(buy_guide(shopper))
    sweep()

    with time_machine.travel(timezone.now() + timedelta(days=120), tick=True):
        assert sweep()["disputes"] == 0
        shop.control.win_dispute(dispute["id"])
        assert sweep()["disputes"] == 1
        sweep()
        assert DownloadGrant.objects.get().left == 20
        assert sweep()["disputes"] == 0


def test_a_refund_made_in_the_dashboard_is_found(shopper: Shopper, shop: SandboxServer) -> None:
    shop.control.refund(buy_guide(shopper), 300)

    assert sweep()["refunds"] == 1

    assert Refund.objects.get().amount == 300
    assert sweep()["refunds"] == 0


def pay_and_give_back_unheard(shopper: Shopper, shop: SandboxServer) -> str:
    """A customer pays, somebody gives all of it back in the dashboard, and for three days nothing here runs. Return the
    session.
    """
    shopper.pay(shopper.check_out())
    (charge,) = shop.events("charge.succeeded")
    shop.control.refund(charge["data"]["object"]["id"])
    return str(PaymentAttempt.objects.get().session_id)


def test_what_was_paid_and_given_back_before_anything_was_heard_is_not_shipped(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.add(guide())
    pay_and_give_back_unheard(shopper, shop)

    with time_machine.travel(timezone.now() + timedelta(days=3), tick=True):
        sweep()

    order = last_order()
    assert order.state == Order.State.PAID
    assert (Refund.objects.get().amount, refundable(order)) == (order.total, 0)
    assert why_not_ship(order)
    assert not [grant for grant in DownloadGrant.objects.all() if grant.left]


def test_what_was_given_back_by_hand_is_not_given_back_again_when_the_goods_are_gone(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    pay_and_give_back_unheard(shopper, shop)
    attempt = PaymentAttempt.objects.get()
    release(attempt.hold, reason="clock skew")
    adjust(socks, -1, actor="佐藤", reason="破損")

    with time_machine.travel(timezone.now() + timedelta(days=3), tick=True):
        sweep()

    assert last_order().state == Order.State.PAID_UNFILLABLE
    assert [refund.status for refund in Refund.objects.all()] == [Refund.Status.SUCCEEDED]
    (found,) = Attention.objects.all()
    assert found.kind == Attention.Kind.UNFILLABLE
    assert "自動で返金" not in found.text


def test_what_happens_to_other_peoples_payments_is_left_alone(shopper: Shopper, shop: SandboxServer) -> None:
    charge = buy_guide(shopper)
    Ledger.objects.filter(kind="payment").update(ref="pi_elsewhere")
    shop.control.refund(charge, 300)
    shop.control.open_dispute(charge)

    swept = sweep()

    assert (swept["refunds"], swept["disputes"], swept["failed"]) == (0, 0, 0)
    assert not Refund.objects.exists()


def test_a_store_refund_that_fails_after_ten_days_calls_a_person(
    shopper: Shopper, shop: SandboxServer
) -> None:
    attempt = take_slip(shopper, shop)
    shop.control.pay_slip(str(attempt.session_id))
    sweep()
    refund = ask_back(3300)
    sweep()
    refund.refresh_from_db()
    assert refund.status == Refund.Status.REQUIRES_ACTION

    with time_machine.travel(timezone.now() + timedelta(days=10), tick=True):
        shop.control.move_refund(str(refund.stripe_id), "failed")
        mail.outbox.clear()
        assert sweep()["refunds"] == 1

    refund.refresh_from_db()
    assert refund.status == Refund.Status.FAILED
    assert Attention.objects.get().kind == Attention.Kind.REFUND_FAILED
    assert subjects() == [f"要確認: 注文 {last_order().number}"]


def test_a_refund_whose_next_try_is_hours_away_is_sent(shopper: Shopper, shop: SandboxServer) -> None:
    buy_guide(shopper)
    refund = ask_back(300)
    Refund.objects.update(created_at=timezone.now() - timedelta(hours=2))
    Outbox.objects.filter(kind="order.refund").update(due_at=timezone.now() + timedelta(hours=6))

    sweep()

    refund.refresh_from_db()
    assert refund.status == Refund.Status.SUCCEEDED
    assert len(shop.events("refund.created")) == 1


def test_a_slip_is_heard_of_as_paid_long_before_its_deadline(shopper: Shopper, shop: SandboxServer) -> None:
    attempt = take_slip(shopper, shop)
    assert sweep()["slips"] == 0
    shop.control.pay_slip(str(attempt.session_id))

    assert sweep()["slips"] == 1

    assert last_order().state == Order.State.PAID
    assert len(subjects()) == 1
    assert "ありがとうございます" in subjects()[0]


def test_one_sweep_asks_about_a_few_open_slips_only(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    for _ in range(3):
        take_slip(Shopper(), shop)
    monkeypatch.setattr(sweeping, "AT_A_TIME", 1)

    def note(attempt: PaymentAttempt) -> PaymentAttempt:
        asked.append(attempt.pk)
        return attempt

    monkeypatch.setattr(sweeping, "refresh", note)
    for _ in range(50):
        before = len(asked)
        sweep()
        assert len(asked) == before + 1
    assert len(set(asked)) == 3


@pytest.mark.parametrize("sender", [deliver_due, sweep])
def test_who_has_paid_the_slip_is_not_reminded(shopper: Shopper, shop: SandboxServer, sender: object) -> None:
    attempt = take_slip(shopper, shop)
    shop.control.pay_slip(str(attempt.session_id))
    reminder = remind_now()

    assert callable(sender)
    sender()
    deliver_due()

    reminder.refresh_from_db()
    assert reminder.done_at
    assert last_order().state == Order.State.PAID
    assert not [subject for subject in subjects() if REMINDER in subject]


def test_a_reminder_waits_for_stripe_and_then_goes_out(shopper: Shopper, hanging: Hanging) -> None:
    take_slip(shopper, hanging.shop)
    reminder = remind_now()
    hanging.begin()

    deliver_due()

    reminder.refresh_from_db()
    assert (reminder.done_at, reminder.tries, mail.outbox) == (None, 1, [])
    hanging.end()
    remind_now()
    sweep()
    assert subjects() == [f"{REMINDER}（注文番号 {last_order().number}）"]


def test_a_reminder_that_waited_too_long_does_not_say_tomorrow(shopper: Shopper, shop: SandboxServer) -> None:
    attempt = take_slip(shopper, shop)
    assert attempt.slip_deadline

    with time_machine.travel(attempt.slip_deadline - timedelta(hours=12), tick=True):
        deliver_due()

    assert mail.outbox == []
    assert Outbox.objects.get(kind="order.mail.konbini_reminder").done_at


def test_mails_leave_before_anything_that_needs_stripe(shopper: Shopper, shop: SandboxServer) -> None:
    buy_guide(shopper)
    ask_back(300)
    put("late", "shop.alert", {"number": "", "what": "", "text": "在庫を数えてください。"})

    sweep()

    alert, refund = Outbox.objects.get(key="late"), Outbox.objects.get(kind="order.refund")
    assert alert.done_at
    assert refund.done_at
    assert alert.done_at < refund.done_at
    # What the refund led to is not left for the next minute.
    assert subjects() == ["要確認: お支払い", f"ご返金のお知らせ（注文番号 {last_order().number}）"]


def test_a_stripe_that_hangs_is_asked_once_and_mails_leave_all_the_same(
    shopper: Shopper, hanging: Hanging
) -> None:
    for buyer in (shopper, Shopper()):
        buyer.add(VariantFactory.create(stock=5))
        buyer.check_out()
        age(minutes=50)
    put("alert", "shop.alert", {"number": "", "what": "", "text": "在庫を数えてください。"})
    hanging.begin()

    swept = sweep()

    assert (swept["failed"], swept["closed"], hanging.questions) == (1, 0, 1)
    assert subjects() == ["要確認: お支払い"]

    hanging.end()
    assert sweep()["closed"] == 2
    assert sessions(hanging.shop) == ["expired", "expired"]


def test_promises_that_need_a_stripe_that_hangs_wait_for_the_next_minute(
    shopper: Shopper, hanging: Hanging
) -> None:
    buy_guide(shopper)
    refunds = [ask_back(100), ask_back(200)]
    hanging.begin()

    sweep()

    promises = Outbox.objects.filter(kind="order.refund")
    assert hanging.questions == 1
    assert sorted(promise.tries for promise in promises) == [0, 1]
    assert all(promise.due_at < timezone.now() + timedelta(minutes=1) for promise in promises)

    hanging.end()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        assert sweep()["sent"] >= 2
    for refund in refunds:
        refund.refresh_from_db()
        assert refund.status == Refund.Status.SUCCEEDED


def test_one_question_that_stripe_answers_with_an_error_holds_up_no_other(
    shopper: Shopper, shop: SandboxServer
) -> None:
    buy_guide(shopper)
    take_slip(Shopper(), shop)
    remind_now()
    with transaction.atomic():
        paid = Order.objects.get(state=Order.State.PAID)
        refund = ask(lock(paid.pk), 300, reason="届いた色が違った", actor="はな")
    shop.faults.fail_before_commit("GET /v1/checkout/sessions/*", times=None)

    sweep()

    assert "StripeBusyError" in Outbox.objects.get(kind="order.mail.konbini_reminder").error
    refund.refresh_from_db()
    assert refund.status == Refund.Status.SUCCEEDED


def test_events_wait_for_the_next_minute_when_stripe_hangs(shopper: Shopper, hanging: Hanging) -> None:
    for buyer in (shopper, Shopper()):
        buyer.add(VariantFactory.create(stock=5))
        buyer.pay(buyer.check_out())
    deliver_all(hanging.shop)
    hanging.begin()

    sweep()

    assert hanging.questions == 1
    assert sorted(StripeInbox.objects.values_list("tries", flat=True)) == [0, 1]
