"""F5, F6, F10, F27: no event ever arrived; the books are compared with Stripe's."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from shop.orders.models import Order, OrderEvent, OrderLine
from shop.payments.after_models import Attention, Refund
from shop.payments.attention import resolve
from shop.payments.client import stripe_client
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.reconciling import reconcile
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.flushing import without_triggers
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db


def test_f6_a_payment_nobody_told_us_about_is_found(shopper: Shopper, shop: SandboxServer) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.pay(shopper.check_out())

    assert reconcile()["sessions"] == 1

    assert (last_order().state, counts(socks)) == (Order.State.PAID, (4, 0))
    assert reconcile()["sessions"] == 0


def test_f10_a_payment_for_an_order_the_database_lost_is_shown_to_a_person(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.pay(shopper.check_out())
    lose_the_orders()

    reconcile()
    reconcile()

    (orphan,) = Attention.objects.all()
    assert orphan.kind == Attention.Kind.ORPHAN
    assert "3,300円" in orphan.text


def test_f10_news_of_a_lost_order_waits_for_a_person_and_no_longer(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.pay(shopper.check_out())
    lose_the_orders()
    (session,) = deliver_all(shop)
    work.func()
    reconcile()
    work_later(minutes=10)
    assert undone() == ["checkout.session.completed"]

    # The person gives the money back in the dashboard, and says so.
    (charge,) = shop.events("charge.succeeded")
    shop.control.refund(charge["data"]["object"]["id"])
    deliver_all(shop, "charge.refunded")
    work.func()
    assert "charge.refunded" in undone()
    resolve(f"orphan:{session['data']['object']['id']}", actor="はな")
    work_later(minutes=10)

    assert undone() == []


def lose_the_orders() -> None:
    """A database that fell over without its standby: what was written last is gone."""
    with without_triggers(connection):
        OrderEvent.objects.all().delete()
    PaymentAttempt.objects.all().delete()
    OrderLine.objects.all().delete()
    Order.objects.all().delete()


def undone() -> list[str]:
    return list(StripeInbox.objects.filter(done_at=None).values_list("type", flat=True))


def work_later(minutes: int) -> None:
    """Let that much time pass for the inbox, and the worker come."""
    past = timezone.now() - timedelta(minutes=minutes)
    StripeInbox.objects.filter(done_at=None).update(received_at=past, due_at=past)
    work.func()


def test_f21_refunds_and_disputes_made_in_the_dashboard_are_found_without_events(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.come_back(shopper.pay(shopper.check_out()))
    intent = stripe_client().v1.payment_intents.retrieve(Ledger.objects.get().ref)
    shop.control.refund(str(intent.latest_charge), 300)
    shop.control.open_dispute(str(intent.latest_charge))

    found = reconcile()

    assert (found["refunds"], found["disputes"]) == (1, 1)
    assert Refund.objects.get().amount == 300
    assert sum(Ledger.objects.values_list("amount", flat=True)) == 0
    assert last_order().disputes.get().freezes


def test_f27_a_payment_that_the_webhook_never_reported_calls_a_person(
    shopper: Shopper, shop: SandboxServer, capsys: pytest.CaptureFixture[str]
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.come_back(shopper.pay(shopper.check_out()))
    call_command("shop_reconcile")
    assert not Attention.objects.exists()

    Order.objects.update(paid_at=timezone.now() - timedelta(minutes=11))
    StripeInbox.objects.all().delete()
    call_command("shop_reconcile")

    assert Attention.objects.get().kind == Attention.Kind.SILENT_WEBHOOK
    assert capsys.readouterr().out.endswith("reconciled: silence 1\n")


def test_f27_a_webhook_that_works_is_not_called_silent(shopper: Shopper, shop: SandboxServer) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.pay(shopper.check_out())
    deliver_all(shop)
    work.func()
    Order.objects.update(paid_at=timezone.now() - timedelta(minutes=11))

    assert not reconcile()["silence"]
    assert not Attention.objects.exists()
