"""manage.py shop_sweep: bring on every payment that is overdue. From cron each minute, or running all the time."""

import time
from typing import Any

from django.core.management.base import CommandParser

from shop.management.stripe_command import StripeCommand
from shop.payments.alone import alone
from shop.payments.sweeping import sweep


class Command(StripeCommand):
    """One sweep, or one every so many seconds. A second sweeper at the same time does nothing."""

    help = "Settles overdue payment attempts, unread Stripe events and unsent mails."

    def add_arguments(self, parser: CommandParser) -> None:
        """--every SECONDS keeps it running."""
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="sweep again after so many seconds"
        )

    def ask(self, *, every: float | None = None, **options: Any) -> None:
        """Sweep and say what was done."""
        while True:
            with alone("shop_sweep") as free:
                if free:
                    counts = sweep()
                    words = ", ".join(f"{name} {n}" for name, n in counts.items() if n) or "nothing to do"
                    self.stdout.write(f"swept: {words}")
                else:
                    self.stdout.write("another sweeper is at work")
            if every is None:
                return
            time.sleep(every)
