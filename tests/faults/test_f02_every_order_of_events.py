"""F1, F2: the events of one order in every order, each twice; one final state."""

from itertools import permutations

import pytest

from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, counts
from tests.shop.stripe_side import deliver
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db


def test_f2_a_slip_taken_and_paid_ends_the_same_whatever_comes_first(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=9)
    shopper.add(socks)
    shopper.check_out()
    session_id = str(PaymentAttempt.objects.get().session_id)
    shop.control.take_slip(session_id)
    shop.control.pay_slip(session_id)
    events = [event for event in shop.events() if event["type"].startswith("checkout.session.")]
    assert len(events) == 2

    ends = set()
    for number, sequence in enumerate(permutations(events)):
        for event in [*sequence, *sequence]:
            deliver(event | {"id": f"{event['id']}_{number}"})
            work.func()
        order = last_order()
        mails = Outbox.objects.filter(kind__startswith="order.mail.").count()
        ends.add((order.state, Ledger.objects.count(), counts(socks), mails))
    assert ends == {(Order.State.PAID, 1, (8, 0), 1)}
