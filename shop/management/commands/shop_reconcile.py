"""manage.py shop_reconcile: compare our books with Stripe's. From cron, hourly."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shop.payments.alone import alone
from shop.payments.reconciling import LOOK_BACK, reconcile


class Command(BaseCommand):
    """One comparison. A second one at the same time does nothing."""

    help = "Lists Stripe's sessions, undelivered events, refunds and disputes, and settles what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """--hours looks back further than the usual two days."""
        hours = LOOK_BACK / timedelta(hours=1)
        parser.add_argument("--hours", type=float, default=hours, help="how far to look back")

    def handle(self, *args: Any, hours: float, **options: Any) -> None:
        """Reconcile and say what was looked at."""
        with alone("shop_reconcile") as free:
            if not free:
                self.stdout.write("another reconciliation is at work")
                return
            counts = reconcile(timedelta(hours=hours))
        words = ", ".join(f"{name} {int(n)}" for name, n in counts.items() if n) or "nothing differs"
        self.stdout.write(f"reconciled: {words}")
