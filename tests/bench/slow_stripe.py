"""Fifty buyers, eight workers, a Stripe that takes almost the ten seconds that the shop waits.

    uv run python -m tests.bench.slow_stripe

Eight processes with 64 threads each. With 8 threads each, the process that most buyers happen to meet has none left for
readers, and the product page waits for Stripe like the buyers (measured: a median of one second).

Needs PostgreSQL (DATABASE_URL); works on a database of its own that it makes and removes.
"""

import statistics
import tempfile
from pathlib import Path

from tests.bench.own_database import own_database

DELAY = 9.5
"""Seconds. At ten the shop stops waiting and says that it is busy; nearer to that cannot be told from it."""


def main() -> int:
    """Print what was seen; 1 when something was held during a call, or the product page became slow."""
    with own_database():
        from django.conf import settings

        from stripe_sandbox import SandboxConfig, SandboxServer
        from tests.faults.slow_stripe import watch
        from tests.shop.factories import open_shop
        from tests.shop.stripe_side import SECRET

        folder = Path(tempfile.mkdtemp(prefix="toelab-slow-"))
        stripe = SandboxServer(SandboxConfig(path=folder / "stripe.sqlite3", webhook_secret=SECRET))
        stripe.start()
        settings.STRIPE_API_BASE = stripe.base_url
        open_shop()
        seen = watch(stripe, folder, buyers=50, delay=DELAY, workers=8, threads=64)
        stripe.stop()
    print(f"answers: {sorted(set(seen.answers))}, {len(seen.answers)} buyers")
    print(
        f"paying: median {statistics.median(seen.pay_seconds):.1f} s, slowest {max(seen.pay_seconds):.1f} s"
    )
    print(f"idle in transaction during a call: {len(seen.held)}, locks: {seen.locks} ({seen.looks} looks)")
    print(f"product page meanwhile: median {1000 * seen.page_median:.0f} ms ({len(seen.page_seconds)} times)")
    return int(bool(seen.held or seen.locks) or seen.page_median >= 0.2 or set(seen.answers) != {303})


if __name__ == "__main__":
    raise SystemExit(main())
