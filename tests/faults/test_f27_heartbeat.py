"""F27: who is believed when the webhook is silent: only the webhook itself, never what we fetched in its place."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from shop.orders.models import Order
from shop.payments.after_models import Attention
from shop.payments.models import StripeInbox
from shop.payments.reconciling import reconcile
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory
from tests.shop.stripe_side import SECRET, deliver_all
from tests.shop.walking import Shopper
from tests.stripe_sandbox.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def refusing(shop: SandboxServer) -> SandboxServer:
    """A Stripe whose webhooks go to a port where nobody listens."""
    shop.config.webhook_url = "http://127.0.0.1:9/stripe/webhook/"
    return shop


@pytest.fixture
def listening() -> Iterator[Receiver]:
    """A webhook endpoint that answers 200."""
    receiver = Receiver(SECRET)
    yield receiver
    receiver.close()


def pay(shopper: Shopper) -> None:
    """Buy a pair; the way back settles it, so that only the webhook is missing."""
    shopper.add(VariantFactory.create(stock=5))
    shopper.come_back(shopper.pay(shopper.check_out()))


def let_eleven_minutes_pass() -> None:
    Order.objects.update(paid_at=timezone.now() - timedelta(minutes=11))


def test_f27_an_event_fetched_by_the_reconciler_does_not_silence_the_heartbeat(
    shopper: Shopper, refusing: SandboxServer
) -> None:
    pay(shopper)
    let_eleven_minutes_pass()

    first, second = reconcile(), reconcile()

    assert (first["events"], first["silence"]) == (1, True)
    assert (second["events"], second["silence"]) == (0, True)
    assert StripeInbox.objects.get().is_fetched
    assert Attention.objects.get().kind == Attention.Kind.SILENT_WEBHOOK


def test_f27_an_event_fetched_long_before_the_heartbeat_looks_does_not_silence_it(
    shopper: Shopper, refusing: SandboxServer
) -> None:
    pay(shopper)
    assert not reconcile()["silence"]

    let_eleven_minutes_pass()

    assert reconcile()["silence"]


def test_f27_a_webhook_reached_later_than_the_reconciler_looked_is_not_called_silent(
    shopper: Shopper, refusing: SandboxServer, listening: Receiver
) -> None:
    pay(shopper)
    assert reconcile()["events"] == 1
    refusing.config.webhook_url = listening.url
    (event,) = refusing.events("checkout.session.completed")
    refusing.redeliver(event["id"])
    let_eleven_minutes_pass()

    assert not reconcile()["silence"]
    assert not Attention.objects.exists()


def test_f27_another_endpoint_of_the_account_that_fails_says_nothing_about_ours(
    shopper: Shopper, refusing: SandboxServer
) -> None:
    pay(shopper)
    deliver_all(refusing)
    let_eleven_minutes_pass()

    assert not reconcile()["silence"]
    assert not StripeInbox.objects.get().is_fetched
