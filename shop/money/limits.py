"""What one payment may come to.

Stripe's limits for yen (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts): at least ¥50, and no
more than eight digits. The Stripe sandbox refuses the same. An order for nothing is no payment and has no limit.
"""

LEAST_PAYMENT = 50
MOST_PAYMENT = 99_999_999
MOST_PRICE = 1_000_000
"""Yen for one unit. As many as one line ever holds (99), and the dearest parcel on top, are still one payment."""
MOST_SHIPPING = 100_000


def is_too_little(total: int) -> bool:
    """Whether `total` yen are something, but less than can be paid."""
    return 0 < total < LEAST_PAYMENT


def is_too_much(total: int) -> bool:
    """Whether `total` yen are more than can be paid at once."""
    return total > MOST_PAYMENT
