"""The ledger against Stripe's balance, day by day."""

from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from shop.outbox.models import Outbox
from shop.payments.after_models import Attention
from shop.payments.balancing import JAPAN, Balance, compare, promise_yesterday
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.reconciling import reconcile
from shop.payments.settle import settle
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory
from tests.shop.walking import Shopper

pytestmark = pytest.mark.django_db


def today() -> Balance:
    return compare(timezone.now().astimezone(JAPAN).date())


@pytest.fixture
def charge(shopper: Shopper, shop: SandboxServer) -> str:
    """One paid order of ¥3,300; the id of its charge."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.pay(shopper.check_out())
    settle(str(PaymentAttempt.objects.get().session_id))
    (event,) = shop.events("charge.succeeded")
    return str(event["data"]["object"]["id"])


def test_a_payment_agrees_and_what_stripe_keeps_is_booked_once(charge: str) -> None:
    for _ in range(2):
        found = today()

    assert (found.stripe, found.ours, found.fees, found.differences) == (3300, 3300, 119, [])
    assert [(row.amount, row.order.number) for row in Ledger.objects.filter(kind="fee")] == [
        (-119, Ledger.objects.get(kind="payment").order.number)
    ]
    assert not Attention.objects.exists()


def test_refunds_failed_refunds_and_disputes_agree_too(charge: str, shop: SandboxServer) -> None:
    shop.control.refund(charge, 500)
    failing = shop.control.refund(charge, 300)
    reconcile()
    shop.control.move_refund(failing["id"], "failed")
    dispute = shop.control.open_dispute(charge)
    shop.control.win_dispute(dispute["id"])
    reconcile()

    assert today().differences == []


@pytest.mark.parametrize("mistake", ["another sum", "missing here", "missing there"])
def test_each_kind_of_difference_is_shown_to_a_person(charge: str, mistake: str) -> None:
    payment = Ledger.objects.get()
    if mistake == "another sum":
        Ledger.objects.update(amount=3000)
    elif mistake == "missing here":
        payment.delete()
    else:
        Ledger.objects.create(order=payment.order, kind="refund", ref="re_nobody", amount=-100)

    found = today()

    assert len(found.differences) == 1
    call = Attention.objects.get()
    assert (call.kind, call.text.splitlines()[-1]) == (Attention.Kind.BALANCE, found.differences[0])


def test_the_reconciler_has_each_day_compared_once(
    shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Half past midnight in Japan: still the day before in UTC.
    now = datetime(2026, 3, 3, 0, 30, tzinfo=JAPAN)
    monkeypatch.setattr(timezone, "now", lambda: now)
    for _ in range(3):
        promise_yesterday()

    promise = Outbox.objects.get()
    assert promise.payload == {"day": "2026-03-02"}
    assert promise.due_at == datetime(2026, 3, 3, 3, 0, tzinfo=JAPAN)


def test_one_day_can_be_compared_by_hand_and_fails_when_it_differs(charge: str, capsys: Any) -> None:
    day = timezone.now().astimezone(JAPAN).date().isoformat()
    call_command("shop_reconcile", "--balance", day)
    assert "Stripe 3,300, ledger 3,300" in capsys.readouterr().out

    Ledger.objects.filter(kind="payment").update(amount=1)
    with pytest.raises(CommandError, match="台帳は1円"):
        call_command("shop_reconcile", "--balance", day)
