"""F24, F26, F29, F32 to F34: mail, worker, library, scanners, disk and Stripe fail around the shop."""

from datetime import timedelta
from typing import Any

import pytest
import stripe
import time_machine
from django.core import mail
from django.db import DatabaseError
from django.db.models.query import QuerySet
from django.test import Client
from django.utils import timezone

from shop.delivery.models import DownloadGrant
from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.payments.models import PaymentAttempt, StripeInbox
from shop.payments.sweeping import sweep
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from stripe_sandbox.config import API_VERSION
from tests.faults.test_sweeping import sessions, state
from tests.shop.factories import VariantFactory, counts, guide
from tests.shop.stripe_side import deliver, deliver_all
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db


def test_f24_mail_that_is_refused_waits_and_is_sent_once(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError("SMTP is down")

    shopper.add(VariantFactory.create(stock=5))
    paid = shopper.pay(shopper.check_out())
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        shopper.come_back(paid)
        work.func()
    row = Outbox.objects.get(kind="order.mail.paid")
    assert (state(), row.done_at, row.tries, mail.outbox) == ("paid", None, 1, [])
    # The order's page tells the truth all the while.
    assert last_order().number in shopper.client.get(f"/orders/{last_order().token}/").content.decode()

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        work.func()
        work.func()
    assert len([letter for letter in mail.outbox if "ありがとう" in letter.subject]) == 1


def test_f26_without_a_worker_the_page_settles_and_nothing_is_lost(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    paid = shopper.pay(shopper.check_out())
    deliver_all(shop)

    page = shopper.come_back(paid).content.decode()

    assert "お支払いが完了しました" in page
    assert (state(), counts(socks)) == (Order.State.PAID, (4, 0))
    assert StripeInbox.objects.filter(done_at=None).count() == 1
    sweep()
    assert not StripeInbox.objects.filter(done_at=None).exists()
    assert len(mail.outbox) == 1


def test_f29_the_library_speaks_the_version_that_everything_was_tested_with(
    shopper: Shopper, shop: SandboxServer
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.pay(shopper.check_out())

    # tests/stripe_sandbox/test_contract.py holds every request and answer against this version's types.
    assert stripe.api_version == API_VERSION
    assert {event["api_version"] for event in shop.events()} == {API_VERSION}


def test_f32_a_hundred_looks_by_a_mail_scanner_use_no_download(shopper: Shopper, shop: SandboxServer) -> None:
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    work.func()
    grant = DownloadGrant.objects.get()
    page = f"/orders/{grant.line.order.token}/"
    button = f"{page}download/{grant.pk}/"
    scanner = Client()
    for _ in range(25):
        for address in (page, button):
            scanner.get(address)
            scanner.head(address)

    grant.refresh_from_db()
    assert grant.used == 0
    assert Client().post(button).status_code == 303
    grant.refresh_from_db()
    assert grant.used == 1


def test_f33_a_full_disk_is_an_error_that_stripe_repeats_and_not_a_lost_event(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper.add(VariantFactory.create(stock=5))
    shopper.pay(shopper.check_out())
    (event,) = shop.events("checkout.session.completed")

    def full(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise DatabaseError("could not extend file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "bulk_create", full)
        with pytest.raises(DatabaseError):  # the test client's way to say 500
            deliver(event)
    assert deliver(event).status_code == 200
    work.func()

    assert state() == Order.State.PAID


def test_f33_a_clock_set_back_releases_nothing_that_can_still_be_paid(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    url = shopper.check_out()

    for hours in (-3, 3):
        # Ahead, the sweeper asks Stripe to close it; only what Stripe closed is given back.
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            sweep()
        assert counts(socks) == ((5, 1) if hours < 0 else (5, 0))
    assert sessions(shop) == ["expired"]
    assert shopper.pay(url).status_code != 303


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("storm", ["rate_limit", "fail_before_commit"])
def test_f34_a_storm_at_stripe_keeps_hold_and_attempt(
    shopper: Shopper, shop: SandboxServer, storm: str
) -> None:
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.type_address()
    page = shopper.confirmation()
    getattr(shop.faults, storm)("POST /v1/checkout/sessions", times=None)

    busy = shopper.confirm(page)

    assert (busy.status_code, busy["Retry-After"], counts(socks)) == (503, "10", (5, 1))
    assert "混み合っています" in soup(busy).get_text()
    before = PaymentAttempt.objects.get()
    shop.faults.clear()
    assert shopper.confirm(page).status_code == 303
    assert PaymentAttempt.objects.get().idem_key == before.idem_key
    assert sessions(shop) == ["open"]
