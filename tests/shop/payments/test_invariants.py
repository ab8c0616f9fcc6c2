"""Every invariant holds after real purchases, and each is noticed when somebody breaks it in the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from shop.delivery.models import DownloadGrant, Shipment
from shop.orders.models import Order, OrderEvent, OrderLine
from shop.outbox.models import Outbox
from shop.payments.after_models import Refund
from shop.payments.invariants import check_invariants
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.tasks import work
from shop.stock.models import Stock
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.flushing import without_triggers
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper

pytestmark = pytest.mark.django_db


def broken() -> list[str]:
    return [finding.invariant.code for finding in check_invariants() if finding.breaches]


@contextmanager
def undone() -> Iterator[None]:
    """Take back all that was done to the database inside the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def books(shopper: Shopper, shop: SandboxServer) -> SandboxServer:
    """One paid order with a download, and one whose session is open."""
    socks = VariantFactory.create(stock=9)
    shopper.add(socks)
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    deliver_all(shop)
    work.func()
    shopper.add(socks)
    shopper.check_out()
    return shop


def unpaid() -> None:
    Order.objects.filter(state="paid").update(state="expired")


def refund_too_much() -> None:
    order = Order.objects.get(state="paid")
    Refund.objects.create(order=order, payment_ref="pi_x", amount=order.total + 1, status="pending")


def second_mail() -> None:
    row = Outbox.objects.get(kind="order.mail.paid")
    Outbox.objects.filter(pk=row.pk).delete()


def other_price() -> None:
    OrderLine.objects.filter(is_digital=False).update(unit_price=F("unit_price") + 1)


def other_request() -> None:
    attempt = PaymentAttempt.objects.latest("pk")
    attempt.request_body["line_items"][0]["price_data"]["unit_amount"] += 1
    attempt.save()


def order_with(state: str) -> Order:
    return Order.objects.get(state=state)


def parcel(order: Order, *, days_ago: int = 0) -> None:
    shipped_at = timezone.now() - timedelta(days=days_ago)
    Shipment.objects.create(order=order, carrier="yamato", actor="はな", shipped_at=shipped_at)


def unpaid_parcel() -> None:
    parcel(order_with("open"))


def give_back(order: Order, amount: int, *, payment: str = "", **fields: Any) -> Refund:
    """A refund of `amount` yen that has arrived: of `payment`, or of the first one."""
    payment = payment or order.ledger.filter(kind="payment").earliest("pk").ref
    refund = Refund.objects.create(
        order=order,
        payment_ref=payment,
        amount=amount,
        stripe_id=f"re_{amount}_{payment}",
        **{"status": "succeeded", **fields},
    )
    if refund.status == "succeeded":
        Ledger.objects.create(order=order, kind="refund", ref=str(refund.stripe_id), amount=-amount)
    return refund


def lines_of(order: Order, *, is_digital: bool) -> dict[str, int]:
    return {str(line.pk): line.quantity for line in order.lines.filter(is_digital=is_digital)}


def download_of_a_returned_line() -> None:
    order = order_with("paid")
    give_back(order, 1650, lines=lines_of(order, is_digital=True))


def parcel_of_returned_goods() -> None:
    order = order_with("paid")
    give_back(order, 3300, lines=lines_of(order, is_digital=False))
    parcel(order)


def parcel_after_a_refund_under_way() -> None:
    order = order_with("paid")
    DownloadGrant.objects.update(withdrawn_at=timezone.now())
    give_back(order, order.total, status="requested")
    parcel(order)


def old_promise() -> None:
    past = timezone.now() - timedelta(hours=7)
    Outbox.objects.filter(kind="order.grants").update(done_at=None, created_at=past, due_at=past)


def old_event() -> None:
    StripeInbox.objects.update(done_at=None, received_at=timezone.now() - timedelta(minutes=16))


def rewrite_history() -> None:
    with without_triggers(connection):
        OrderEvent.objects.filter(n=1).update(data={"total": 1})


def lost_session() -> None:
    PaymentAttempt.objects.filter(status="open").update(session_id=None)


def free_download() -> None:
    Ledger.objects.create(
        order=Order.objects.get(state="paid"), kind=Ledger.Kind.REFUND, ref="re_x", amount=-4950
    )


def test_after_real_purchases_every_invariant_holds(
    books: SandboxServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert DownloadGrant.objects.filter(withdrawn_at=None).count() == 1

    call_command("shop_check")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [[f"I{n}", "ok"] for n in range(1, 12)]


BREACHES: list[tuple[Callable[[], object], list[str]]] = [
    (lambda: Stock.objects.update(reserved=F("reserved") + 1), ["I2"]),
    (lambda: Stock.objects.update(on_hand=F("on_hand") + 1), ["I3"]),
    (lambda: Ledger.objects.update(amount=F("amount") + 1), ["I4"]),
    (lambda: Ledger.objects.all().delete(), ["I4", "I5"]),
    (unpaid, ["I4", "I5", "I7"]),
    (refund_too_much, ["I5"]),
    (free_download, ["I5"]),
    (unpaid_parcel, ["I5"]),
    (download_of_a_returned_line, ["I5"]),
    (parcel_of_returned_goods, ["I5"]),
    (parcel_after_a_refund_under_way, ["I5"]),
    (lost_session, ["I6"]),
    (second_mail, ["I7"]),
    (other_price, ["I8"]),
    (other_request, ["I8"]),
    (old_event, ["I9"]),
    (rewrite_history, ["I10"]),
    (old_promise, ["I11"]),
]


def test_each_breach_is_noticed_and_named(books: SandboxServer) -> None:
    noticed = {}
    for n, (harm, codes) in enumerate(BREACHES):
        with undone():
            harm()
            noticed[n] = broken()
            with pytest.raises(CommandError, match=", ".join(codes)):
                call_command("shop_check")

    assert noticed == {n: codes for n, (_harm, codes) in enumerate(BREACHES)}
    assert broken() == []


def part_of_a_line_returned() -> None:
    order = order_with("paid")
    give_back(order, 100)


def goods_returned_after_the_parcel() -> None:
    order = order_with("paid")
    parcel(order, days_ago=9)
    give_back(order, 3300, lines=lines_of(order, is_digital=False))


def a_refund_that_failed_before_the_parcel() -> None:
    order = order_with("paid")
    give_back(order, order.total, status="failed")
    parcel(order)


def a_double_payment_returned() -> None:
    """By a person who ticked every line to name the sum."""
    order = order_with("paid")
    Ledger.objects.create(order=order, kind="payment", ref="pi_twice", amount=order.total)
    ticked = lines_of(order, is_digital=True) | lines_of(order, is_digital=False)
    give_back(order, order.total, payment="pi_twice", lines=ticked)
    parcel(order)


def a_part_of_a_double_payment_returned() -> None:
    """By a person who ticked the goods, while the whole price is still here."""
    order = order_with("paid")
    Ledger.objects.create(order=order, kind="payment", ref="pi_twice", amount=order.total)
    give_back(order, 3300, payment="pi_twice", lines=lines_of(order, is_digital=False))
    parcel(order)


def a_double_payment_and_the_goods_returned() -> None:
    a_double_payment_returned()
    Shipment.objects.all().delete()
    order = order_with("paid")
    give_back(order, 3300, lines=lines_of(order, is_digital=False))


HARMLESS: list[Callable[[], object]] = [
    lambda: parcel(order_with("paid")),
    part_of_a_line_returned,
    goods_returned_after_the_parcel,
    a_refund_that_failed_before_the_parcel,
    a_double_payment_returned,
    a_part_of_a_double_payment_returned,
    a_double_payment_and_the_goods_returned,
]


def test_what_may_happen_to_an_order_breaks_nothing(books: SandboxServer) -> None:
    noticed = {}
    for n, event in enumerate(HARMLESS):
        with undone():
            event()
            noticed[n] = broken()

    assert not any(noticed.values()), noticed


def test_i1_and_i6_are_also_refused_by_the_database_itself(books: SandboxServer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.update(reserved=F("on_hand") + 1)
    attempt = PaymentAttempt.objects.get(status="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentAttempt.objects.create(
            order=attempt.order, n=2, idem_key="second", request_body={}, expires_at=timezone.now()
        )
