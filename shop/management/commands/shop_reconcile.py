"""manage.py shop_reconcile: compare our books with Stripe's. From cron, hourly.

Once a day it also promises the comparison of yesterday's ledger with Stripe's balance, which the worker or the sweep
carries out after three in the morning.
"""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser

from shop.management.stripe_command import StripeCommand
from shop.payments.alone import alone
from shop.payments.balancing import compare, promise_yesterday
from shop.payments.reconciling import LOOK_BACK, reconcile

HOURS = LOOK_BACK / timedelta(hours=1)


class Command(StripeCommand):
    """One comparison. A second one at the same time does nothing."""

    help = "Lists Stripe's sessions, undelivered events, refunds and disputes, and settles what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """--hours looks back further than the usual two days; --balance DAY compares the money of one day now."""
        parser.add_argument("--hours", type=float, default=HOURS, help="how far to look back")
        parser.add_argument(
            "--balance",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="only compare this day's ledger (Japan time) with Stripe's balance",
        )

    def ask(self, *, hours: float = HOURS, balance: date | None = None, **options: Any) -> None:
        """Reconcile and say what was looked at. Raises CommandError when a day's balance differs."""
        if balance is not None:
            self._compare(balance)
            return
        with alone("shop_reconcile") as free:
            if not free:
                self.stdout.write("another reconciliation is at work")
                return
            counts = reconcile(timedelta(hours=hours))
            promise_yesterday()
        words = ", ".join(f"{name} {int(n)}" for name, n in counts.items() if n) or "nothing differs"
        self.stdout.write(f"reconciled: {words}")

    def _compare(self, day: date) -> None:
        found = compare(day)
        self.stdout.write(f"{day}: Stripe {found.stripe:,}, ledger {found.ours:,}, fees {found.fees:,} yen")
        if found.differences:
            raise CommandError("\n".join(found.differences))
