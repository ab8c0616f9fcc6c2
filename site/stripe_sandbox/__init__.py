"""A stand-in for the part of Stripe that a one-time yen purchase through Checkout needs.

It is a server of its own, with its own storage and no Django in it, so the shop can reach it only the way
it reaches Stripe: over HTTP, with the real client library. What it plays, it plays by Stripe's rules; what it
does not play, it refuses loudly instead of pretending.

    server = SandboxServer(SandboxConfig(path=Path("stripe.sqlite3"), webhook_url="http://…/stripe/webhook/"))
    server.start()
    client = stripe.StripeClient("sk_test_anything", base_addresses={"api": server.base_url})

Customers pay on the session's own page: by card (with 3-D Secure), at a convenience store, with PayPay. What
happens elsewhere (a store's counter, a bank, the Dashboard) is `server.control`, time is `server.clock`, and
what goes wrong is `server.faults`. With `SandboxConfig(control=True)` the same levers are on the page at `/`,
for people, and under `/_control/`, for tests in another process.
"""

from .config import SandboxConfig, SandboxError
from .server import SandboxServer

__all__ = ["SandboxConfig", "SandboxError", "SandboxServer"]
