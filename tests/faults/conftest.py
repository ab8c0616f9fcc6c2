"""Everything real: transactions that commit, threads, a Stripe over HTTP."""

from tests.shop.conftest import sandbox, shop, shopper

__all__ = ["sandbox", "shop", "shopper"]
