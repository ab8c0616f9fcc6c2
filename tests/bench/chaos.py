"""`make chaos SEED=1 BUYERS=1000`: many buyers, real servers and worker that die, a Stripe that fails; then the books.

Needs PostgreSQL (DATABASE_URL); works on a database of its own that it makes and removes. Exit status 1 when an
invariant is broken, or when the shop's books and Stripe's differ.
"""

import argparse
import logging
import tempfile
from pathlib import Path

from tests.bench.own_database import own_database


def main() -> int:
    """Play one seed and print the report."""
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--buyers", type=int, default=1000)
    # A program takes seconds to start: with more deaths, the machine would do little else.
    options.add_argument("--every", type=float, default=6, help="about so many seconds between two deaths")
    wanted = options.parse_args()
    with own_database():
        from django.conf import settings

        from stripe_sandbox import SandboxConfig, SandboxServer
        from tests.faults.chaos import play
        from tests.shop.stripe_side import SECRET

        logging.disable(logging.WARNING)
        folder = Path(tempfile.mkdtemp(prefix="toelab-chaos-"))
        print(f"logs in {folder}", flush=True)
        stripe = SandboxServer(SandboxConfig(path=folder / "stripe.sqlite3", webhook_secret=SECRET))
        stripe.start()
        settings.STRIPE_API_BASE = stripe.base_url
        try:
            chaos = play(wanted.seed, wanted.buyers, folder, stripe, every=wanted.every)
        finally:
            stripe.stop()
    print("\n".join(chaos.lines))
    return int(bool(chaos.broken))


if __name__ == "__main__":
    raise SystemExit(main())
