"""A stand-in for the part of Stripe that a one-time yen purchase through Checkout needs.

It is a server of its own, with its own storage and no Django in it, so the shop can reach it only the way
it reaches Stripe: over HTTP, with the real client library. What it plays, it plays by Stripe's rules; what it
does not play, it refuses loudly instead of pretending.
"""

from .config import SandboxConfig, SandboxError
from .server import SandboxServer

__all__ = ["SandboxConfig", "SandboxError", "SandboxServer"]
