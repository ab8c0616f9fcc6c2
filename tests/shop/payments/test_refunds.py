"""Giving money back: from here, from Stripe's dashboard, in part, in full, failing, by bank account."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
import stripe
from django.core import mail
from django.db import transaction
from django.utils import timezone

from shop.delivery.grants import grant_downloads
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.payments.after_models import Attention, Refund
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.refunding import (
    RefundRefusedError,
    ask,
    asked_before,
    carry_out,
    refundable,
    returned_units,
)
from shop.payments.settle import settle
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.stripe_side import deliver, deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

Status = Refund.Status


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer) -> Order:
    """A paid order: a pair for 3,300 yen and a guide for 1,650."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    work.func()
    mail.outbox.clear()
    return last_order()


def give_back(order: Order, amount: int, **fields: Any) -> Refund:
    with transaction.atomic():
        refund = ask(lock(order.pk), amount, reason="届いた色が違った", actor="はな", **fields)
    work.func()
    refund.refresh_from_db()
    return refund


def charge_of(shop: SandboxServer) -> str:
    (event,) = shop.events("charge.refunded")[:1] or [None]
    if event:
        return str(event["data"]["object"]["id"])
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    intent = client.v1.payment_intents.retrieve(Ledger.objects.get(kind="payment").ref)
    return str(intent.latest_charge)


def balance() -> int:
    return sum(Ledger.objects.values_list("amount", flat=True))


def test_a_full_refund_gives_everything_back_once_and_tells_the_customer(
    order: Order, shopper: Shopper, shop: SandboxServer
) -> None:
    refund = give_back(order, 4950)
    deliver_all(shop, "refund.created")
    deliver_all(shop, "charge.refunded")
    work.func()

    assert (refund.status, balance(), refundable(order)) == (Status.SUCCEEDED, 0, 0)
    assert [letter.subject for letter in mail.outbox] == [f"ご返金のお知らせ（注文番号 {order.number}）"]
    assert "4,950円" in soup(shopper.client.get(f"/orders/{order.token}/")).get_text()
    assert {grant.left for grant in grant_downloads(order)} == {0}


def test_f21_no_more_than_was_paid_can_be_asked_for(order: Order) -> None:
    give_back(order, 3000)

    for amount in (1951, 0, -1):
        with pytest.raises(RefundRefusedError), transaction.atomic():
            ask(lock(order.pk), amount, reason="x")
    assert give_back(order, 1950).status == Status.SUCCEEDED
    assert balance() == 0


def test_no_more_units_of_a_line_than_were_bought_can_be_asked_for_until_one_comes_to_nothing(
    order: Order, shop: SandboxServer
) -> None:
    pair, other = order.lines.get(is_digital=False), order.lines.get(is_digital=True)
    refund = give_back(order, 100, lines={str(pair.pk): 1})
    assert returned_units(order) == {pair.pk: 1}

    for lines in ({str(pair.pk): 1}, {str(other.pk): 2}, {str(other.pk): 0}, {"0": 1}):
        with pytest.raises(RefundRefusedError), transaction.atomic():
            ask(lock(order.pk), 100, reason="x", lines=lines)
    assert Refund.objects.count() == 1

    shop.control.move_refund(str(refund.stripe_id), "failed")
    deliver_all(shop, "refund.failed")
    work.func()
    assert returned_units(order) == {}
    assert give_back(order, 100, lines={str(pair.pk): 1}).status == Status.SUCCEEDED


def test_the_same_key_asks_for_one_refund(order: Order) -> None:
    assert asked_before(order, "k") is None

    first = give_back(order, 4950, key="k")

    assert give_back(order, 4950, key="k") == first == asked_before(order, "k")
    assert Refund.objects.count() == 1


def test_downloads_end_with_the_refund_of_their_line_and_not_before(order: Order) -> None:
    line = order.lines.get(is_digital=True)

    give_back(order, 100)
    assert [grant.left for grant in grant_downloads(order)] == [20]
    give_back(order, 1650, lines={str(line.pk): 1})
    assert [grant.left for grant in grant_downloads(order)] == [0]


def test_f21_a_refund_from_the_dashboard_is_seen_and_counted(order: Order, shop: SandboxServer) -> None:
    shop.control.refund(charge_of(shop), 500)
    deliver_all(shop, "charge.refunded")
    work.func()

    refund = Refund.objects.get()
    assert (refund.amount, refund.status, refund.key) == (500, Status.SUCCEEDED, None)
    assert (balance(), refundable(order)) == (4450, 4450)
    assert len(mail.outbox) == 1


def test_f21_a_refund_that_comes_back_can_be_made_again_and_calls_a_person(
    order: Order, shop: SandboxServer
) -> None:
    refund = give_back(order, 4950)
    shop.control.move_refund(str(refund.stripe_id), "failed")
    deliver_all(shop, "refund.failed")
    work.func()

    refund.refresh_from_db()
    assert (refund.status, balance(), refundable(order)) == (Status.FAILED, 4950, 4950)
    assert Attention.objects.get().kind == Attention.Kind.REFUND_FAILED
    assert [grant.left for grant in grant_downloads(order)] == [20]


def test_f21_the_events_of_a_refund_end_the_same_in_every_order(order: Order, shop: SandboxServer) -> None:
    refund = give_back(order, 1000)
    shop.control.move_refund(str(refund.stripe_id), "failed")
    events = [e for e in shop.events() if e["type"].startswith(("refund.", "charge.refunded"))]

    ends = set()
    for number, sequence in enumerate(permutations(events)):
        for event in [*sequence, *sequence]:
            deliver(event | {"id": f"{event['id']}_{number}"})
        work.func()
        refund.refresh_from_db()
        ends.add((refund.status, balance(), Refund.objects.count(), Attention.objects.count()))
    assert ends == {(Status.FAILED, 4950, 1, 1)}


@pytest.mark.usefixtures("hurried")
def test_f22_an_answer_lost_after_stripe_gave_the_money_back_does_not_give_it_twice(
    order: Order, shop: SandboxServer
) -> None:
    shop.faults.fail_after_commit("POST /v1/refunds", times=4)
    refund = give_back(order, 1000)
    assert refund.status == Status.REQUESTED
    shop.faults.clear()

    carry_out(refund.pk)
    carry_out(refund.pk)

    refund.refresh_from_db()
    assert (refund.status, balance()) == (Status.SUCCEEDED, 3950)
    assert len(shop.events("refund.created")) == 1


def test_a_refund_that_stripe_refuses_calls_a_person_and_takes_nothing(
    order: Order, shop: SandboxServer
) -> None:
    shop.control.refund(charge_of(shop), 4950)

    refund = give_back(order, 1000)

    assert refund.status == Status.FAILED
    assert refund.problem.startswith("すでに返金されています（charge_already_refunded）: ")
    assert "refunded" in refund.problem
    assert Attention.objects.get().kind == Attention.Kind.REFUND_FAILED


def test_money_paid_at_a_store_goes_back_to_an_account_the_customer_names(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    session_id = str(PaymentAttempt.objects.get().session_id)
    shop.control.take_slip(session_id)
    settle(session_id)
    shop.control.pay_slip(session_id)
    settle(session_id)
    order = last_order()

    refund = give_back(order, 3300)
    assert (refund.status, balance(), refundable(order)) == (Status.REQUIRES_ACTION, 3300, 0)
    assert "口座" in mail.outbox[-1].body
    assert "口座" in soup(shopper.client.get(f"/orders/{order.token}/")).get_text()

    shop.control.move_refund(str(refund.stripe_id), "succeeded")
    deliver_all(shop, "refund.updated")
    work.func()
    assert balance() == 0


def test_f23_a_dispute_freezes_downloads_and_refunds_until_it_is_won(
    order: Order, shopper: Shopper, shop: SandboxServer
) -> None:
    dispute = shop.control.open_dispute(charge_of(shop))
    deliver_all(shop, "charge.dispute.created")
    work.func()

    assert [grant.left for grant in grant_downloads(order)] == [0]
    assert Attention.objects.get().kind == Attention.Kind.DISPUTE
    with pytest.raises(RefundRefusedError), transaction.atomic():
        ask(lock(order.pk), 100, reason="x")
    assert balance() == 0

    shop.control.win_dispute(dispute["id"])
    deliver_all(shop, "charge.dispute.closed")
    deliver_all(shop, "charge.dispute.created")
    work.func()
    assert [grant.left for grant in grant_downloads(order)] == [20]
    assert balance() == 4950


def test_events_about_somebody_elses_payment_wait_five_minutes_and_are_left_alone(
    order: Order, shop: SandboxServer
) -> None:
    give_back(order, 100)
    (event,) = shop.events("refund.created")
    event["data"]["object"]["metadata"] = {}
    with transaction.atomic():
        Ledger.objects.filter(kind="payment").update(ref="pi_elsewhere")
    deliver(event)
    work.func()
    # It may have overtaken the news of its payment.
    assert StripeInbox.objects.get(event_id=event["id"]).done_at is None

    past = timezone.now() - timedelta(minutes=6)
    StripeInbox.objects.filter(event_id=event["id"]).update(received_at=past, due_at=past)
    work.func()
    assert StripeInbox.objects.get(event_id=event["id"]).done_at is not None
