"""Two products on one Stripe account: what the other one sells is not our alarm, what names our orders is."""

from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.utils import timezone

from shop.outbox import work as outbox_work
from shop.payments import inbox
from shop.payments.invariants import check_invariants
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper(shopper: Shopper) -> Shopper:
    """Somebody at our own checkout, who has not paid."""
    shopper.add(VariantFactory.create(stock=3))
    shopper.check_out()
    return shopper


def sell_elsewhere(shop: SandboxServer, shopper: Shopper, metadata: dict[str, str] | None) -> StripeInbox:
    """Pay for a session that our checkout did not make, let Stripe tell us, and work on it for an hour."""
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": shop.base_url})
    body: dict[str, Any] = dict(PaymentAttempt.objects.get().request_body)
    body.pop("metadata")
    if metadata is not None:
        body["metadata"] = metadata
    shopper.pay(str(client.v1.checkout.sessions.create(params=body).url))  # type: ignore[arg-type]
    deliver_all(shop)
    work.func()
    past = timezone.now() - timedelta(hours=1)
    StripeInbox.objects.update(received_at=past, due_at=past)
    work.func()
    return StripeInbox.objects.get()


def alarms() -> list[str]:
    return [finding.invariant.code for finding in check_invariants() if finding.breaches]


@pytest.mark.parametrize("metadata", [None, {"product": "newsletter"}])
def test_what_another_product_sold_is_done_and_keeps_the_reason(
    shop: SandboxServer, shopper: Shopper, metadata: dict[str, str] | None
) -> None:
    row = sell_elsewhere(shop, shopper, metadata)

    assert row.done_at is not None
    assert row.tries == 1
    assert row.error == f"このショップのお支払いではありません（UnknownSessionError: {row.object_id}）"
    assert not Ledger.objects.exists()
    assert alarms() == []


def test_a_session_that_names_an_order_we_do_not_know_stays_an_alarm(
    shop: SandboxServer, shopper: Shopper
) -> None:
    lost = {"order": "0199c0de-0000-7000-8000-000000000000", "attempt": "1"}

    row = sell_elsewhere(shop, shopper, lost)

    assert (row.done_at, row.tries) == (None, 2)
    assert alarms() == ["I9"]


def test_a_worker_to_whom_stripe_does_not_answer_leaves_the_rest_for_later(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0

    def hang(row: StripeInbox) -> str:
        nonlocal now
        now += 15
        raise stripe.APIConnectionError("no answer")

    monkeypatch.setattr(outbox_work, "monotonic", lambda: now)
    monkeypatch.setattr(inbox, "_deal_with", hang)
    for n in range(5):
        StripeInbox.objects.create(
            event_id=f"evt_{n}",
            type="refund.created",
            created=timezone.now(),
            livemode=False,
            body={},
        )

    assert inbox.process_inbox() == 0

    assert StripeInbox.objects.filter(tries=1).count() == 2
