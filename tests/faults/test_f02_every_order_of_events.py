"""F1, F2: the events of one order in every order, each of them again and again; one final state.

All orders are walked as one tree. Where two paths meet in the same books with the same events still to come, only one
of them goes on: what follows is the same. What one event does to the same books is the same too, so a path of which that
is known to meet another is not even begun, and an event is heard a second time once in the same books. So 720 orders
of six events cost some hundred deliveries and are all proven.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone

from shop.basket.models import Basket
from shop.delivery.models import DownloadGrant
from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.payments.after_models import Attention, Dispute, Refund
from shop.payments.invariants import check_invariants
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.tasks import work
from shop.payments.webhook import row_of
from shop.stock.models import Stock, StockMove
from stripe_sandbox import SandboxServer
from tests.faults.remembering import Memory, undone
from tests.shop.factories import VariantFactory, guide
from tests.shop.walking import Shopper

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

Event = dict[str, Any]
REFUND = re.compile(r"refund:(\d+)")


def session_id() -> str:
    return str(PaymentAttempt.objects.get().session_id)


def charge(shop: SandboxServer) -> str:
    (event,) = shop.events("charge.succeeded")
    return str(event["data"]["object"]["id"])


def last_refund(shop: SandboxServer) -> str:
    return str(shop.events("refund.created")[-1]["data"]["object"]["id"])


def pay_by_card(shop: SandboxServer) -> None:
    shop.control.pay_by_card(session_id())


def take_slip(shop: SandboxServer) -> None:
    shop.control.take_slip(session_id())


def pay_slip(shop: SandboxServer) -> None:
    shop.control.pay_slip(session_id())


def lapse_slip(shop: SandboxServer) -> None:
    shop.control.lapse_slip(session_id())


def expire(shop: SandboxServer) -> None:
    shop.control.expire_session(session_id())


def give_back_a_part(shop: SandboxServer) -> None:
    shop.control.refund(charge(shop), 1000)


def give_back_the_rest(shop: SandboxServer) -> None:
    shop.control.refund(charge(shop))


def lose_the_refund(shop: SandboxServer) -> None:
    shop.control.move_refund(last_refund(shop), "failed")


def name_an_account(shop: SandboxServer) -> None:
    shop.control.move_refund(last_refund(shop), "pending")


def arrive(shop: SandboxServer) -> None:
    shop.control.move_refund(last_refund(shop), "succeeded")


def dispute(shop: SandboxServer) -> None:
    shop.control.open_dispute(charge(shop))


def win(shop: SandboxServer) -> None:
    shop.control.win_dispute(str(shop.events("charge.dispute.created")[0]["data"]["object"]["id"]))


Story = tuple[list[Callable[[SandboxServer], None]], str]
STORIES: dict[str, Story] = {
    "card": ([pay_by_card], "paid"),
    "slip paid": ([take_slip, pay_slip], "paid"),
    "slip lapsed": ([take_slip, lapse_slip], "konbini_lapsed"),
    "refunded": ([pay_by_card, give_back_the_rest], "paid"),
}
LONG_STORIES: dict[str, Story] = {
    "never paid": ([expire], "expired"),
    "refunded in two parts": ([pay_by_card, give_back_a_part, give_back_the_rest], "paid"),
    "refund failed": ([pay_by_card, give_back_a_part, lose_the_refund], "paid"),
    "disputed and won": ([pay_by_card, dispute, win], "paid"),
    "slip refunded": ([take_slip, pay_slip, give_back_a_part, name_an_account, arrive], "paid"),
}
HEARD = ("checkout.session.", "refund.", "charge.refunded", "charge.dispute.")


def books() -> dict[str, Any]:
    """Everything the shop knows, without what differs between two runs that did the same: keys and times."""
    ids = {str(refund.pk): refund.stripe_id for refund in Refund.objects.all()}

    def named(key: str) -> str:
        return REFUND.sub(lambda found: f"refund:{ids[found[1]]}", key)

    return {
        "orders": list(Order.objects.values_list("number", "state", "total")),
        "attempts": list(PaymentAttempt.objects.values_list("status", "session_id", "problem")),
        "ledger": sorted(Ledger.objects.values_list("kind", "ref", "amount")),
        "stock": sorted(Stock.objects.values_list("variant__sku", "on_hand", "reserved")),
        "baskets": sorted(Basket.objects.values_list("hold", "lines__variant__sku", "lines__quantity")),
        "moves": sorted(StockMove.objects.values_list("key", flat=True)),
        "grants": sorted(
            (pk, withdrawn is None)
            for pk, withdrawn in DownloadGrant.objects.values_list("file", "withdrawn_at")
        ),
        "refunds": sorted(Refund.objects.values_list("stripe_id", "amount", "status")),
        "disputes": sorted(Dispute.objects.values_list("stripe_id", "status")),
        "attention": sorted(
            (named(key), done is None) for key, done in Attention.objects.values_list("key", "resolved_at")
        ),
        "outbox": sorted(
            (named(key), done is not None) for key, done in Outbox.objects.values_list("key", "done_at")
        ),
    }


def without_letters(end: dict[str, Any]) -> dict[str, Any]:
    """Leave out what tells of the way: who hears of a slip only after it was paid is sent no letter about the slip,
    and a refund that is known only as failed was never counted, nor counted back.
    """
    sums = Counter[str]()
    for kind, _ref, amount in end["ledger"]:
        sums[kind] += amount
    left = {name: rows for name, rows in end.items() if name not in ("outbox", "attention", "ledger")}
    return left | {"money": sorted((kind, yen) for kind, yen in sums.items() if yen)}


@dataclass
class Tree:
    """All orders of `events`, walked from the books as they are now."""

    events: list[Event]
    compared: Callable[[dict[str, Any]], dict[str, Any]]
    ends: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: set[tuple[frozenset[int], str]] = field(default_factory=set)
    led: dict[tuple[str, int], str] = field(default_factory=dict)
    repeated: set[tuple[str, int]] = field(default_factory=set)

    def walk(self, told: tuple[int, ...] = (), now: str = "") -> None:
        """Go on in every way from here, where the events `told` have been dealt with in this order, which led to the
        books and the inbox `now`.
        """
        rest = [n for n in range(len(self.events)) if n not in told]
        if not rest:
            with undone():
                self.settle_what_waited()
                end = self.compared(books())
                self.ends[repr(end)] = end
                assert [f.invariant.code for f in check_invariants() if f.breaches] == []
            return
        for n in rest:
            if (frozenset({*told, n}), self.led.get((now, n), "")) in self.seen:
                continue
            with undone():
                self.hear(self.events[n])
                here = books()
                waiting = sorted(StripeInbox.objects.filter(done_at=None).values_list("event_id", flat=True))
                then = self.led[now, n] = repr((here, waiting))
                key = (frozenset({*told, n}), then)
                if key in self.seen:
                    continue
                self.seen.add(key)
                if not waiting:
                    self.again((*told, n), here)
                self.walk((*told, n), then)

    def again(self, told: tuple[int, ...], here: dict[str, Any]) -> None:
        """Hear every event that was told once more: nothing changes."""
        fresh = [n for n in told if (repr(here), n) not in self.repeated]
        self.repeated.update((repr(here), n) for n in fresh)
        with undone():
            for n in fresh:
                self.hear(self.events[n] | {"id": f"{self.events[n]['id']}+again"})
            assert books() == here, "an event changed something the second time"

    def hear(self, event: Event) -> None:
        """Put one event into the inbox, as the webhook does, and let the worker work."""
        row_of(event).save(force_insert=True)
        work.func()

    def settle_what_waited(self) -> None:
        """Let time pass for events that came before what they are about."""
        for _round in range(2):
            StripeInbox.objects.filter(done_at=None).update(due_at=timezone.now())
            work.func()
        assert not StripeInbox.objects.filter(done_at=None).exists()


@pytest.mark.parametrize("answers", ["of now", "of then"])
@pytest.mark.parametrize(
    "story", [*STORIES, *(pytest.param(name, marks=pytest.mark.postgres) for name in LONG_STORIES)]
)
def test_f2_every_order_of_the_events_of_an_order_ends_in_the_same_books(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch, story: str, answers: str
) -> None:
    steps, state = (STORIES | LONG_STORIES)[story]
    shopper.add(VariantFactory.create(stock=9))
    if not story.startswith("slip"):
        shopper.add(guide())
    shopper.check_out()
    memory = Memory(monkeypatch)
    told: list[Event] = []
    for moment, step in enumerate(steps):
        step(shop)
        told = [event for event in shop.events() if event["type"].startswith(HEARD)]
        for event in told:
            memory.moments.setdefault(event["id"], moment)
        with memory.recording(moment):
            for event in told:
                row_of(event).save(force_insert=True)
                work.func()
    if answers == "of now":
        memory.always = len(steps) - 1
        tree = Tree(told, compared=lambda end: end)
    else:
        tree = Tree(told, compared=without_letters)

    tree.walk()

    (end,) = tree.ends.values()
    assert len(tree.seen) >= 2 ** len(told) - 1
    assert [order[1] for order in end["orders"]] == [state]
