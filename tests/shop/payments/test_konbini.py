"""The life of a convenience store slip: taken, reminded, paid, lapsed, paid too late."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.payments import settle as settling
from shop.payments.after_models import Attention
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.settle import reminder_time, settle
from shop.payments.tasks import work
from shop.stock.counting import adjust
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db


def take_slip(shopper: Shopper, shop: SandboxServer, stock: int = 9) -> PaymentAttempt:
    """Order a pair and choose the convenience store; the shop has heard of it."""
    shopper.add(VariantFactory.create(stock=stock))
    shopper.check_out()
    attempt = PaymentAttempt.objects.latest("pk")
    shop.control.take_slip(str(attempt.session_id))
    deliver_all(shop)
    work.func()
    attempt.refresh_from_db()
    return attempt


def test_numbers_stores_and_deadline_are_on_the_order_page_and_in_one_mail(
    shopper: Shopper, shop: SandboxServer
) -> None:
    attempt = take_slip(shopper, shop)
    order = last_order()
    work.func()

    page = soup(shopper.client.get(f"/orders/{order.token}/")).get_text()
    (letter,) = mail.outbox
    assert order.state == Order.State.AWAITING_KONBINI
    assert attempt.slip is not None
    numbers = attempt.slip["stores"]["lawson"]
    for text in (page, letter.body):
        assert numbers["payment_code"] in text
        assert numbers["confirmation_number"] in text
        assert "ファミリーマート" in text
        assert "23:59" in text


def test_a_slip_keeps_the_goods_and_being_paid_hands_them_over(shopper: Shopper, shop: SandboxServer) -> None:
    attempt = take_slip(shopper, shop)
    variant = last_order().lines.get().variant
    assert counts(variant) == (9, 1)

    shop.control.pay_slip(str(attempt.session_id))
    deliver_all(shop, "checkout.session.async_payment_succeeded")
    work.func()

    assert last_order().state == Order.State.PAID
    assert counts(variant) == (8, 0)
    assert [ledger.amount for ledger in Ledger.objects.all()] == [3300]


def test_f19_a_slip_that_lapses_gives_the_goods_back_and_says_that_nothing_is_owed(
    shopper: Shopper, shop: SandboxServer
) -> None:
    attempt = take_slip(shopper, shop)
    variant = last_order().lines.get().variant

    shop.control.lapse_slip(str(attempt.session_id))
    deliver_all(shop, "checkout.session.async_payment_failed")
    work.func()

    attempt.refresh_from_db()
    order = last_order()
    assert (order.state, attempt.status) == (Order.State.KONBINI_LAPSED, PaymentAttempt.Status.EXPIRED)
    assert counts(variant) == (9, 0)
    assert "取り消しました" in mail.outbox[-1].body
    assert "請求されていません" in soup(shopper.client.get(f"/orders/{order.token}/")).get_text()


def test_nobody_is_told_of_a_lapse_after_the_money_has_come(shopper: Shopper, shop: SandboxServer) -> None:
    attempt = take_slip(shopper, shop)
    # The clocks disagree: we hear of the lapse first; before the mail leaves, we hear of the money.
    settling._expired(last_order(), attempt, "konbini_lapsed")
    shop.control.pay_slip(str(attempt.session_id))
    settle(str(attempt.session_id))
    mail.outbox.clear()
    work.func()

    assert last_order().state == Order.State.PAID
    assert not [letter for letter in mail.outbox if "取り消しました" in letter.body]


def test_a_slip_that_was_taken_and_lapsed_while_nothing_was_heard_ends_the_same(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    session_id = str(PaymentAttempt.objects.latest("pk").session_id)
    shop.control.take_slip(session_id)
    shop.control.lapse_slip(session_id)

    settle(session_id)

    assert last_order().state == Order.State.KONBINI_LAPSED


def test_the_reminder_goes_out_the_day_before_and_only_while_the_slip_is_unpaid(
    shopper: Shopper, shop: SandboxServer
) -> None:
    attempt = take_slip(shopper, shop)
    reminder = Outbox.objects.get(kind="order.mail.konbini_reminder")
    assert attempt.slip_deadline is not None
    assert reminder.due_at == reminder_time(attempt.slip_deadline)
    mail.outbox.clear()

    Outbox.objects.filter(pk=reminder.pk).update(due_at=timezone.now())
    work.func()
    assert [letter.subject for letter in mail.outbox] == [
        f"お支払い期限は明日です（注文番号 {last_order().number}）"
    ]

    shop.control.pay_slip(str(attempt.session_id))
    settle(str(attempt.session_id))
    work.func()
    mail.outbox.clear()
    Outbox.objects.filter(pk=reminder.pk).update(due_at=timezone.now(), done_at=None)
    work.func()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        # 23:59:59 in Japan is still the afternoon before in UTC.
        (datetime(2026, 3, 3, 14, 59, 59, tzinfo=UTC), datetime(2026, 3, 2, 1, tzinfo=UTC)),
        (datetime(2026, 3, 3, 15, 0, 0, tzinfo=UTC), datetime(2026, 3, 3, 1, tzinfo=UTC)),
    ],
)
def test_f30_the_day_before_is_counted_in_japan(deadline: datetime, expected: datetime) -> None:
    assert reminder_time(deadline) == expected


def test_konbini_is_offered_only_where_the_stock_can_wait(shopper: Shopper, shop: SandboxServer) -> None:
    for stock, offered in ((4, True), (3, False)):
        rival = Shopper()
        rival.add(VariantFactory.create(stock=stock))
        rival.check_out()
        body = PaymentAttempt.objects.latest("pk").request_body
        assert ("konbini" in body["allowed_payment_method_types"]) is offered
        assert ("payment_method_options" in body) is offered


@pytest.mark.parametrize(("price", "offered"), [(119, False), (120, True), (300_000, True), (300_001, False)])
def test_konbini_is_offered_only_for_sums_that_stores_take(
    shopper: Shopper, shop: SandboxServer, price: int, offered: bool
) -> None:
    shopper.add(VariantFactory.create(stock=9, price=price))
    shopper.check_out()

    body = PaymentAttempt.objects.latest("pk").request_body
    assert ("konbini" in body["allowed_payment_method_types"]) is offered


def test_paypay_pays_like_a_card(shopper: Shopper, shop: SandboxServer) -> None:
    shopper.add(VariantFactory.create(stock=2))
    shopper.check_out()
    session_id = str(PaymentAttempt.objects.latest("pk").session_id)

    shop.control.pay_by_paypay(session_id)
    settle(session_id)

    assert last_order().state == Order.State.PAID


def test_a_slip_is_due_at_the_end_of_the_day_after_tomorrow(shopper: Shopper, shop: SandboxServer) -> None:
    attempt = take_slip(shopper, shop)

    assert attempt.slip_deadline is not None
    local = timezone.localtime(attempt.slip_deadline)
    assert local.date() == timezone.localdate() + timedelta(days=2)
    assert (local.hour, local.minute) == (23, 59)


def test_f20_a_slip_paid_after_it_lapsed_and_sold_out_is_given_back_with_an_apology(
    shopper: Shopper, shop: SandboxServer
) -> None:
    attempt = take_slip(shopper, shop)
    variant = last_order().lines.get().variant
    # The clocks disagree: we hear that the slip has lapsed, then the money comes.
    settling._expired(last_order(), attempt, "konbini_lapsed")
    adjust(variant, -9, actor="佐藤", reason="破損")
    shop.control.pay_slip(str(attempt.session_id))
    mail.outbox.clear()

    settle(str(attempt.session_id))
    work.func()
    work.func()

    order = last_order()
    refund = order.refunds.get()
    assert order.state == Order.State.PAID_UNFILLABLE
    assert (refund.amount, refund.status, counts(variant)) == (order.total, "requires_action", (0, 0))
    assert refund.reason == "お支払い後の在庫切れ"
    call = Attention.objects.get(kind=Attention.Kind.UNFILLABLE)
    assert call.note == "全額の返金をStripeが受け付けました。"
    (letter,) = [
        letter for letter in mail.outbox if letter.to == [order.email] and "ご返金" in letter.subject
    ]
    assert "まことに申し訳ございません" in letter.body
    assert "45日以内に振込先の口座" in letter.body
    assert not [letter for letter in mail.outbox if "ありがとうございます" in letter.subject]
