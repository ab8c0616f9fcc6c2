"""Everything real: transactions that commit, threads, a Stripe over HTTP."""

from tests.shop.conftest import hurried, sandbox, shop, shopper

__all__ = ["hurried", "sandbox", "shop", "shopper"]
