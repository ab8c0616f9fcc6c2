"""F9, F25: the process is killed at every step of the path, in turn; the sweeper alone puts everything right."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from shop.basket.models import Basket
from shop.failpoints import KILLED
from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.models import Outbox
from shop.payments.after_models import Refund
from shop.payments.invariants import check_invariants
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import ask
from shop.payments.settle import settle
from shop.payments.sweeping import sweep
from stripe_sandbox import SandboxServer
from tests.faults.dying import run
from tests.shop.factories import VariantFactory
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db(transaction=True)


def heal() -> None:
    """Let an hour pass for attempts, leases end, and sweep: what cron does."""
    past = timedelta(hours=1)
    for attempt in PaymentAttempt.objects.all():
        PaymentAttempt.objects.filter(pk=attempt.pk).update(
            created_at=attempt.created_at - past, expires_at=attempt.expires_at - past
        )
    for _round in range(2):
        due = Outbox.objects.filter(done_at=None).exclude(kind="order.mail.konbini_reminder")
        due.update(due_at=timezone.now())
        sweep()


def broken() -> list[str]:
    return [
        f"{each.invariant.code}: {', '.join(each.breaches)}" for each in check_invariants() if each.breaches
    ]


@pytest.fixture
def ready(shopper: Shopper) -> Shopper:
    """Somebody before the last button."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.type_address()
    return shopper


@pytest.fixture
def kill(shop: SandboxServer) -> Callable[..., None]:
    """Run a step in a process of its own until it dies at the named place."""

    def until(failpoint: str, step: str, *arguments: str) -> None:
        assert run(step, *arguments, stripe=shop.base_url, failpoint=failpoint) == KILLED

    return until


def heavy(name: str) -> object:
    """One of the points that only PostgreSQL's run goes through: each costs a process."""
    return pytest.param(name, marks=pytest.mark.postgres)


def long(name: str) -> object:
    """One that SQLite's run goes through as well, where there is time for a process more."""
    return pytest.param(name, marks=pytest.mark.thorough)


def session_id() -> str:
    return str(PaymentAttempt.objects.latest("pk").session_id)


@pytest.mark.parametrize(
    "point",
    [heavy("t1.written"), heavy("t1.done"), long("session.created"), heavy("t2.written"), heavy("t2.done")],
)
def test_f9_killed_while_ordering(
    ready: Shopper, shop: SandboxServer, kill: Callable[..., None], point: str
) -> None:
    kill(point, "place", str(Basket.objects.get().pk))
    if point == "t1.written":
        assert not Order.objects.exists()
    heal()
    heal()

    assert broken() == []
    assert not Order.objects.exclude(state=Order.State.EXPIRED).exists()
    # The same customer can order after it all.
    assert ready.confirm().status_code == 303
    assert broken() == []


@pytest.mark.parametrize("point", [heavy("t1.written"), heavy("session.created"), heavy("t2.written")])
def test_f9_killed_while_trying_the_same_order_again(
    ready: Shopper, shop: SandboxServer, kill: Callable[..., None], point: str
) -> None:
    ready.confirm()
    first = session_id()
    shop.control.expire_session(first)
    settle(first)
    kill(point, "place", str(Basket.objects.get().pk))
    heal()
    heal()

    assert broken() == []
    assert last_order().state == Order.State.EXPIRED
    # Still the same order, and its next attempt is paid.
    assert ready.confirm().status_code == 303
    shop.control.pay_by_card(session_id())
    settle(session_id())
    assert [order.state for order in Order.objects.all()] == [Order.State.PAID]
    assert broken() == []


@pytest.mark.parametrize("point", [heavy("settle.read"), "settle.applied", heavy("settle.done")])
@pytest.mark.parametrize("way", ["card", pytest.param("konbini", marks=pytest.mark.postgres)])
def test_f9_killed_while_hearing_of_a_payment(
    ready: Shopper, shop: SandboxServer, kill: Callable[..., None], point: str, way: str
) -> None:
    ready.confirm()
    if way == "card":
        shop.control.pay_by_card(session_id())
    else:
        shop.control.take_slip(session_id())
        settle(session_id())
        shop.control.pay_slip(session_id())
    kill(point, "settle", session_id())
    PaymentAttempt.objects.filter(slip_deadline__isnull=False).update(
        slip_deadline=timezone.now() - timedelta(hours=2)
    )
    heal()

    assert last_order().state == Order.State.PAID
    assert broken() == []
    assert [letter.subject for letter in mail.outbox if "ありがとう" in letter.subject] == [
        f"ご注文ありがとうございます（注文番号 {last_order().number}）"
    ]


@pytest.mark.parametrize("point", [long("session.expired"), heavy("settle.read"), heavy("settle.applied")])
def test_f9_killed_while_closing_a_session(
    ready: Shopper, shop: SandboxServer, kill: Callable[..., None], point: str
) -> None:
    ready.confirm()
    PaymentAttempt.objects.update(expires_at=timezone.now() - timedelta(minutes=5))
    kill(point, "sweep")
    heal()

    assert last_order().state == Order.State.EXPIRED
    assert broken() == []


@pytest.mark.parametrize(
    "point",
    [
        heavy("outbox.taken"),
        long("refund.sent"),
        heavy("refund.applied"),
        heavy("refund.done"),
        heavy("outbox.sent"),
    ],
)
def test_f9_f25_killed_while_giving_money_back(
    ready: Shopper, shop: SandboxServer, kill: Callable[..., None], point: str
) -> None:
    ready.confirm()
    shop.control.pay_by_card(session_id())
    settle(session_id())
    heal()
    with transaction.atomic():
        ask(lock(last_order().pk), 1000, reason="返品")
    kill(point, "sweep")
    heal()

    assert Refund.objects.get().status == Refund.Status.SUCCEEDED
    assert len(shop.events("refund.created")) == 1
    assert broken() == []
