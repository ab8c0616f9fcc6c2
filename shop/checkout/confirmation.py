"""The last confirmation screen: the six items of 特定商取引法 12条の6, built in one place.

The rendered block is its own proof: its SHA-256 travels in the form and is compared with a fresh rendering when
the customer presses the button. Equal means that they saw exactly what they are ordering; anything that
changed since (a price, the stock, the address, the terms) shows the screen again instead.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shop.basket.checking import CheckedBasket
from shop.checkout.models import CheckoutDraft
from shop.legal.models import TradeLaw
from shop.legal.rows import RowKind
from shop.legal.versions import terms_version
from shop.money.tax import STANDARD_RATE, RateSum, sums_by_rate
from shop.money.yen import format_price

TEMPLATE = "shop/checkout/_confirmation.html"


@dataclass(frozen=True)
class Confirmation:
    """What the customer is about to order, as the screen shows it."""

    checked: CheckedBasket
    draft: CheckoutDraft
    law: TradeLaw
    terms: str

    @cached_property
    def html(self) -> str:
        """The screen's block. Nothing in it depends on time or on the request."""
        return render_to_string(TEMPLATE, {"confirmation": self})

    @property
    def digest(self) -> str:
        """SHA-256 of the block, in hexadecimal."""
        return hashlib.sha256(self.html.encode()).hexdigest()

    @property
    def other_fees(self) -> str:
        """What else has to be paid; said even when there is nothing."""
        return self.law.text(RowKind.OTHER_FEES) or _("このほかに必要な費用はありません。")

    @property
    def payment(self) -> list[str]:
        """How and when to pay."""
        return [self.law.text(RowKind.PAYMENT_METHODS), self.law.text(RowKind.PAYMENT_TIMING)]

    @property
    def delivery(self) -> list[str]:
        """When it arrives, for what is in the basket."""
        return self._by_kind("delivery")

    @property
    def period(self) -> list[str]:
        """Until when it can be ordered; said even when there is no limit."""
        return [self.law.text(RowKind.APPLICATION_PERIOD) or _("申込期限はありません。")]

    @property
    def cancellation(self) -> list[str]:
        """Returns and cancellation, for what is in the basket."""
        return self._by_kind("returns")

    @property
    def other_rows(self) -> list[Any]:
        """Further rows that the shop chose to repeat here."""
        shown = {
            RowKind.OTHER_FEES,
            RowKind.PAYMENT_METHODS,
            RowKind.PAYMENT_TIMING,
            RowKind.APPLICATION_PERIOD,
            RowKind.DELIVERY_GOODS,
            RowKind.DELIVERY_DOWNLOAD,
            RowKind.RETURNS_GOODS,
            RowKind.RETURNS_DOWNLOAD,
        }
        rows = self.law.confirmation_rows(
            goods=self.checked.needs_shipping, downloads=self.checked.has_downloads
        )
        return [row for row in rows if row.kind not in shown]

    @property
    def tax_sums(self) -> list[RateSum]:
        """Tax by rate, shipping included."""
        amounts = [(line.amount, line.variant.product.tax_rate) for line in self.checked.lines]
        fee = self.checked.shipping_fee
        return sums_by_rate([*amounts, (fee, STANDARD_RATE)] if fee else amounts)

    @property
    def proof(self) -> dict[str, Any]:
        """What is kept with the order: the six items, the hash of the screen and the version of the terms."""
        return {
            "html_sha256": self.digest,
            "terms_version": self.terms,
            "items": {
                "quantity": [f"{line.variant} × {line.line.quantity}" for line in self.checked.lines],
                "price": [format_price(self.checked.total)],
                "payment": self.payment,
                "delivery": self.delivery,
                "period": self.period,
                "cancellation": self.cancellation,
            },
        }

    def _by_kind(self, name: str) -> list[str]:
        kinds = [("goods", self.checked.needs_shipping), ("download", self.checked.has_downloads)]
        return [self.law.text(f"{name}_{kind}") for kind, wanted in kinds if wanted]


def confirmation_of(checked: CheckedBasket, draft: CheckoutDraft) -> Confirmation:
    """Return the confirmation for a checked basket and what was typed for it."""
    return Confirmation(checked, draft, TradeLaw.current(), terms_version())
