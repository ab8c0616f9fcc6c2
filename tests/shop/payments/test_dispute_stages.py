"""What the bank says about a denied payment, in the order in which it may say it: an inquiry, then a chargeback."""

from datetime import UTC, datetime
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from shop.delivery.grants import grant_downloads
from shop.orders.models import Order
from shop.payments import disputing
from shop.payments.after_models import Attention, Dispute
from shop.payments.attention import resolve
from shop.payments.disputing import is_frozen, settle_dispute
from shop.payments.models import Ledger
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

INQUIRY = "dispute:du_1:inquiry"
CHARGEBACK = "dispute:du_1:chargeback"


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer) -> Order:
    """A pair and a guide, paid by card."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    work.func()
    return last_order()


def due(day: int) -> datetime:
    """Noon of that day of March."""
    return datetime(2026, 3, day, 3, tzinfo=UTC)


@pytest.fixture
def bank(order: Order, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the shop hear that the dispute is in a status, to be answered until noon of `day` in March."""

    def say(status: str, day: int | None = 1) -> Dispute:
        found = SimpleNamespace(
            id="du_1",
            payment_intent=Ledger.objects.get(kind="payment").ref,
            amount=order.total,
            status=status,
            reason="fraudulent",
            balance_transactions=[],
            evidence_details=SimpleNamespace(due_by=int(due(day).timestamp()) if day else None),
        )
        disputes = SimpleNamespace(retrieve=lambda stripe_id: found)
        with monkeypatch.context() as stripe:
            stripe.setattr(
                disputing, "stripe_client", lambda: SimpleNamespace(v1=SimpleNamespace(disputes=disputes))
            )
            settle_dispute("du_1")
        work.func()
        return Dispute.objects.get()

    return say


def alerts() -> set[str]:
    """The keys of what a person has still to look at."""
    return set(Attention.objects.filter(resolved_at=None).values_list("key", flat=True))


def downloads_left(order: Order) -> list[int]:
    return [grant.left for grant in grant_downloads(order)]


def fresh(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def test_an_inquiry_freezes_the_order_and_asks_for_an_answer(bank: Any, order: Order) -> None:
    bank("warning_needs_response", 5)

    assert is_frozen(order)
    assert downloads_left(order) == [0]
    assert alerts() == {INQUIRY}
    assert "照会がありました（理由: カードの不正使用（fraudulent））" in Attention.objects.get().text
    assert "2026年3月5日 12:00" in Attention.objects.get().text


@pytest.mark.parametrize("last_of_inquiry", ["warning_under_review", "warning_closed"])
def test_an_inquiry_that_becomes_a_chargeback_freezes_the_order_and_calls_again(
    bank: Any, order: Order, last_of_inquiry: str
) -> None:
    bank("warning_needs_response", 5)
    resolve(INQUIRY, actor="はな", note="回答した")
    bank(last_of_inquiry, 5)
    assert alerts() == set()
    assert is_frozen(fresh(order)) is (last_of_inquiry == "warning_under_review")

    dispute = bank("needs_response", 20)

    assert (dispute.status, dispute.due_by) == ("needs_response", due(20))
    assert is_frozen(fresh(order))
    assert downloads_left(order) == [0]
    assert alerts() == {CHARGEBACK}
    assert "異議が申し立てられました" in Attention.objects.get(key=CHARGEBACK).text
    assert "2026年3月20日 12:00" in Attention.objects.get(key=CHARGEBACK).text


def test_a_closed_inquiry_gives_the_downloads_back_until_a_chargeback_takes_them(
    bank: Any, order: Order
) -> None:
    left = []
    for status in ("warning_needs_response", "warning_closed", "needs_response", "under_review", "won"):
        bank(status)
        left.append(downloads_left(order))

    assert left == [[0], [20], [0], [0], [20]]


def test_each_stage_calls_a_person_once(bank: Any) -> None:
    for status in ("warning_needs_response", "warning_under_review", "needs_response", "under_review"):
        bank(status)
        bank(status)

    assert alerts() == {INQUIRY, CHARGEBACK}


@pytest.mark.thorough
@pytest.mark.parametrize("last", ["won", "lost", "prevented"])
def test_news_of_all_stages_in_any_order_ends_where_the_bank_is(bank: Any, last: str) -> None:
    stages = ("warning_closed", "needs_response", last)
    for sequence in permutations(stages):
        Dispute.objects.all().delete()
        for status in sequence:
            dispute = bank(status, stages.index(status) + 1)
        assert (dispute.status, dispute.due_by) == (last, due(3))


@pytest.mark.thorough
@pytest.mark.parametrize(
    "old", ["warning_needs_response", "warning_under_review", "warning_closed", "needs_response"]
)
def test_old_news_after_newer_changes_nothing(bank: Any, order: Order, old: str) -> None:
    bank("under_review", 20)
    events = order.events.count()

    dispute = bank(old, 28)

    assert (dispute.status, dispute.due_by) == ("under_review", due(20))
    assert alerts() == {CHARGEBACK}
    assert order.events.count() == events


def test_a_later_deadline_of_the_same_stage_is_kept_and_an_earlier_one_is_not(bank: Any) -> None:
    bank("needs_response", None)
    assert bank("needs_response", 20).due_by == due(20)
    assert bank("needs_response", 25).due_by == due(25)
    assert bank("needs_response", 20).due_by == due(25)
    assert bank("needs_response", None).due_by == due(25)


def test_the_customer_reads_that_the_order_stands_still_after_an_inquiry_became_a_chargeback(
    bank: Any, order: Order
) -> None:
    bank("warning_closed")
    bank("needs_response")

    assert "ダウンロードを止めています" in soup(Client().get(f"/orders/{order.token}/")).get_text()
