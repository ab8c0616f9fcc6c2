"""Many buyers, everything goes wrong around them, and at the end the books are right.

`rage` lets buyers loose on real servers while Stripe, its webhooks, the servers and the worker fail; `heal` lets days
pass and does what cron does; `verdict` compares the shop's books with themselves and with Stripe's.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import stripe
import time_machine
from django.db.models import QuerySet, Sum
from django.utils import timezone

from shop.catalogue.models import Variant
from shop.orders.models import Order, OrderLine
from shop.outbox.models import Outbox
from shop.payments.after_models import Attention
from shop.payments.invariants import check_invariants
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.payments.reconciling import reconcile
from shop.payments.sweeping import sweep
from shop.stock.models import Stock
from stripe_sandbox import SandboxServer
from tests.faults.crowd import Buyer
from tests.faults.running import Upheaval, answers, free_port, server, worker
from tests.shop.factories import VariantFactory, guide, open_shop

POINTS = (
    *("t1.written", "t1.done", "session.created", "t2.written", "t2.done", "session.expired"),
    *("settle.read", "settle.applied", "settle.done"),
    *("refund.sent", "refund.applied", "refund.done", "outbox.taken", "outbox.sent"),
)
PROBABILITY = 0.15
AT_ONCE = 8
DAYS = (timedelta(), timedelta(hours=1.5), timedelta(days=1.1), timedelta(days=4.5))
"""When cron is played: now, when sessions have run out, when keys are forgotten, when slips have lapsed."""


@dataclass
class Chaos:
    """What was done and what came of it."""

    seed: int
    buyers: int
    received: dict[int, int] = field(default_factory=dict)
    ends: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Add a line to the report."""
        self.lines.append(line)


def play(seed: int, buyers: int, folder: Path, stripe_side: SandboxServer, *, every: float = 4.0) -> Chaos:
    """Rage, heal, judge. `every`: about so many seconds between two deaths of one program."""
    chaos = Chaos(seed, buyers)
    began = time.monotonic()
    open_shop(fee=385)
    # A third of the buyers goes away without goods.
    variants = [VariantFactory.create(stock=max(3, buyers * part // 100)) for part in (25, 25, 10)]
    variants.append(guide())
    chaos.received = {stock.pk: stock.on_hand for stock in Stock.objects.all()}
    rage(chaos, variants, folder, stripe_side, every)
    heal(chaos, stripe_side)
    chaos.seconds = time.monotonic() - began
    verdict(chaos, stripe_side)
    return chaos


def rage(
    chaos: Chaos, variants: list[Variant], folder: Path, stripe_side: SandboxServer, every: float
) -> None:
    """Let everybody buy while everything fails."""
    ports = [free_port(), free_port()]
    servers = [server(folder, stripe_side.base_url, port=port) for port in ports]
    upheaval = Upheaval(chaos.seed, servers, worker(folder, stripe_side.base_url), POINTS, every)
    for program in (*servers, upheaval.worker):
        program.start()
    try:
        _wait_for(ports, folder)
        # Webhooks go to the server that is killed from outside: it is up most of the time.
        stripe_side.config.webhook_url = f"http://127.0.0.1:{ports[0]}/stripe/webhook/"
        stripe_side.faults.chaos(chaos.seed, PROBABILITY)
        upheaval.begin()
        turn = threading.Lock()
        crowd = [Buyer(chaos.seed, n, ports, stripe_side, variants) for n in range(chaos.buyers)]

        def let_in(buyer: Buyer) -> None:
            end = buyer.buy()
            with turn:
                chaos.ends[end] += 1

        with ThreadPoolExecutor(AT_ONCE) as door:
            list(door.map(let_in, crowd))
        time.sleep(1)
    finally:
        upheaval.end()
        stripe_side.pause_webhooks()
        chaos.faults = Counter(trouble for trouble, _route in stripe_side.faults.fired)
        chaos.deaths = Counter(upheaval.deaths)
        stripe_side.faults.clear()


def _wait_for(ports: list[int], folder: Path) -> None:
    until = time.monotonic() + 90
    while not all(map(answers, ports)):
        if time.monotonic() > until:
            logs = "\n".join(log.read_text()[-2000:] for log in folder.glob("*.log"))
            raise AssertionError(f"The servers did not start:\n{logs}")
        time.sleep(0.2)


def heal(chaos: Chaos, stripe_side: SandboxServer) -> None:
    """Let the days pass, for the shop and for Stripe, and do what cron does until nothing is left to do."""
    for passed in DAYS:
        with later(passed):
            for _round in range(20):
                # Leases of workers that died, and waits after failures, end in time.
                StripeInbox.objects.filter(done_at=None).update(due_at=timezone.now())
                _waiting().update(due_at=timezone.now())
                done = sweep()
                if not any(done.values()):
                    break
            reconcile(timedelta(hours=48) + passed)
    left = [str(row) for row in (*_waiting(), *StripeInbox.objects.filter(done_at=None))]
    if left:
        chaos.broken.append(f"never done: {', '.join(left[:5])}")


def _waiting() -> QuerySet[Outbox]:
    return Outbox.objects.filter(done_at=None, due_at__lte=timezone.now() + timedelta(hours=7))


@contextmanager
def later(passed: timedelta) -> Iterator[None]:
    """Be so much later, here and in the sandbox, which runs in this process."""
    with time_machine.travel(timezone.now() + passed, tick=True):
        yield


def verdict(chaos: Chaos, stripe_side: SandboxServer) -> None:
    """Write the report: what happened, the invariants, and the shop's books beside Stripe's."""
    chaos.say(f"seed {chaos.seed}, {chaos.buyers} buyers, {chaos.seconds:.0f} s")
    for name, counted in (
        ("buyers", chaos.ends),
        ("deaths", chaos.deaths),
        ("Stripe's faults", chaos.faults),
    ):
        chaos.say(f"{name}: {', '.join(f'{what} {n}' for what, n in sorted(counted.items()))}")
    orders = Counter(Order.objects.values_list("state", flat=True))
    chaos.say(f"orders: {', '.join(f'{what} {n}' for what, n in sorted(orders.items()))}")
    attention = Counter(Attention.objects.values_list("kind", flat=True))
    chaos.say(f"for a person: {', '.join(f'{what} {n}' for what, n in attention.items()) or 'nothing'}")
    for finding in check_invariants():
        state = "BROKEN" if finding.breaches else "ok"
        chaos.say(f"{finding.invariant.code:4} {state:7} {finding.invariant.says}")
        if finding.breaches:
            chaos.broken.append(f"{finding.invariant.code}: {', '.join(finding.breaches[:5])}")
    for name, rows in (("stock", _goods(chaos)), ("Stripe", _against_stripe(stripe_side))):
        chaos.say(f"{name:6} {'BROKEN' if rows else 'ok'}")
        chaos.broken += [f"{name}: {row}" for row in rows]
    chaos.lines += [f"  {row}" for row in chaos.broken]


def _goods(chaos: Chaos) -> list[str]:
    """What was received is still there or was sold to somebody who paid; nothing is promised to anybody any more."""
    sold = dict(
        OrderLine.objects.filter(order__state=Order.State.PAID, is_digital=False)
        .values_list("variant")
        .annotate(Sum("quantity"))
    )
    return [
        f"{stock}: received {chaos.received[stock.pk]}, sold {sold.get(stock.pk, 0)}"
        for stock in Stock.objects.select_related("variant")
        if (stock.on_hand + sold.get(stock.pk, 0), stock.reserved) != (chaos.received[stock.pk], 0)
    ]


def _against_stripe(stripe_side: SandboxServer) -> list[str]:
    """Every session that was paid at Stripe is a paid attempt here, and the other way round; to the yen; none is open."""
    client = stripe.StripeClient("sk_test_tests", base_addresses={"api": stripe_side.base_url})
    sessions = list(client.v1.checkout.sessions.list(params={"limit": 100}).auto_paging_iter())
    theirs = {s.id: s.amount_total for s in sessions if s.payment_status in ("paid", "no_payment_required")}
    paid = PaymentAttempt.objects.filter(status=PaymentAttempt.Status.PAID).select_related("order")
    ours = {attempt.session_id: attempt.order.total for attempt in paid}
    wrong = [
        f"{which}: Stripe {theirs.get(which)}, here {ours.get(which)}"
        for which in theirs.keys() ^ ours.keys()
    ]
    wrong += [
        f"{which}: another sum" for which in theirs.keys() & ours.keys() if theirs[which] != ours[which]
    ]
    wrong += [f"{s.id} is open" for s in sessions if s.status == "open"]
    refunds = client.v1.refunds.list(params={"limit": 100}).auto_paging_iter()
    given_back = sum(refund.amount for refund in refunds if refund.status == "succeeded")
    counted = -(Ledger.objects.filter(kind=Ledger.Kind.REFUND).aggregate(yen=Sum("amount"))["yen"] or 0)
    if given_back != counted:
        wrong.append(f"refunds: Stripe {given_back}, here {counted}")
    return wrong
