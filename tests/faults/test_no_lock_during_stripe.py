"""F35: nothing is locked and no transaction is open while Stripe is being asked."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from shop.basket.models import Basket
from shop.orders.models import Order
from shop.payments.client import CarefulHttpClient
from shop.payments.tasks import work
from shop.stock.models import Stock
from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.faults.slow_stripe import watch
from tests.shop.factories import VariantFactory
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper

pytestmark = pytest.mark.django_db(transaction=True)


def write_to_everything() -> None:
    """Change every row that a checkout locks; waits for whoever holds one, and does not wait long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
    Order.objects.update(total=F("total"))
    Basket.objects.update(version=F("version"))
    Stock.objects.update(reserved=F("reserved"))


def test_f35_during_every_call_to_stripe_others_can_write(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    request = CarefulHttpClient.request

    def watched(self: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        assert not connection.in_atomic_block
        assert at_once([write_to_everything]) == [None]
        calls.append(f"{method} {url.partition('?')[0].rpartition('/')[2][:3]}")
        return request(self, method, url, *args, **kwargs)

    monkeypatch.setattr(CarefulHttpClient, "request", watched)
    socks = VariantFactory.create(stock=5)
    shopper.add(socks)
    shopper.check_out()
    shopper.add(socks)
    shopper.come_back(shopper.pay(shopper.check_out()))
    deliver_all(shop)
    work.func()

    assert calls == ["post ses", "post exp", "get cs_", "post ses", "get cs_", "get cs_"]


@pytest.mark.postgres
def test_f35_fifty_buyers_at_a_slow_stripe_hold_nothing_and_slow_nobody_down(
    shop: SandboxServer, tmp_path: Path
) -> None:
    seen = watch(shop, tmp_path, buyers=50, delay=1.5, workers=1, threads=64)

    assert set(seen.answers) == {303}
    assert min(seen.pay_seconds) > 1.5
    assert seen.looks > 10
    assert (seen.held, seen.locks) == (set(), 0)
    assert seen.page_median < 0.2
