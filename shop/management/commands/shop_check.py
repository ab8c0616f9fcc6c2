"""manage.py shop_check: are the books in order? Exit status 1, with the rows, when they are not.

It also calls a person for every promise that is undone for hours: the sweep does so too, but may itself stand still.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.payments.invariants import check_invariants
from shop.payments.undone import notice_undone

SHOWN = 5


class Command(BaseCommand):
    """Prints the table of invariants."""

    help = "Checks the invariants of stock, money and orders; fails when one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per invariant; raise CommandError when any is broken."""
        notice_undone(untried_too=True)
        findings = check_invariants()
        for finding in findings:
            state = "BROKEN" if finding.breaches else "ok"
            self.stdout.write(f"{finding.invariant.code:4} {state:7} {finding.invariant.says}")
            for word in finding.breaches[:SHOWN]:
                self.stdout.write(f"             {word}")
        broken = [finding.invariant.code for finding in findings if finding.breaches]
        if broken:
            raise CommandError(f"broken: {', '.join(broken)}")
