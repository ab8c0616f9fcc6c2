"""F31: basket page, order, Stripe's request and mail say the same sum to the yen, for whatever is bought.

RANDOM_BASKETS=100000 uv run pytest tests/shop/money takes as many as the shop promises to have tried.
"""

import os
import random
import re
from typing import Any

import pytest
from django.core import mail

from shop.basket.checking import CheckedBasket, CheckedLine
from shop.basket.models import BasketLine
from shop.catalogue.models import Product, Variant
from shop.checkout.confirmation import Confirmation
from shop.legal.models import ShippingSettings
from shop.money.tax import included_tax
from shop.orders import drafting
from shop.orders.models import Order, OrderLine
from shop.payments import request
from shop.payments.client import stripe_client
from shop.payments.models import PaymentAttempt
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide, open_shop
from tests.shop.walking import Shopper, last_order, soup

BASKETS = int(os.environ.get("RANDOM_BASKETS", "3000"))
ORDERS = min(100, BASKETS // 500)
YEN = re.compile(r"\n合計: ([\d,]+円).*\n（10%対象 ([\d,]+円) うち消費税 ([\d,]+円)）")


def yen(text: str) -> int:
    """Return the number in a price."""
    return int(re.sub(r"[^\d]", "", text.partition("円")[0]))


def checked_basket(dice: random.Random) -> CheckedBasket:
    """A random basket, in memory: up to six lines, files among them, with or without a fee for the parcel."""
    lines = []
    for n in range(dice.randint(1, 6)):
        kind = dice.choice((Product.Kind.DIGITAL, Product.Kind.PHYSICAL, Product.Kind.PHYSICAL))
        variant = Variant(
            sku=f"SKU-{n}", product=Product(name="靴下", kind=kind), price=dice.randint(0, 30_000)
        )
        lines.append(CheckedLine(BasketLine(variant=variant, quantity=dice.randint(1, 99)), None, []))
    shipping = ShippingSettings(fee=dice.choice((0, 385, 550)), free_from=dice.choice((None, 3300, 11_000)))
    return CheckedBasket(None, lines, shipping)


def test_f31_random_baskets_come_to_the_same_sum_in_basket_order_and_request() -> None:
    dice = random.Random(20261127)
    for _ in range(BASKETS):
        checked = checked_basket(dice)
        order = Order(subtotal=checked.subtotal, shipping_fee=checked.shipping_fee, total=checked.total)
        lines = [drafting._line(order, line.line, {}) for line in checked.lines]
        items = [*map(request._item, lines), *request._shipping_item(order)]

        asked = sum(item["quantity"] * item["price_data"]["unit_amount"] for item in items)  # type: ignore[typeddict-item]
        in_order = tax_of_order(order, lines)
        on_screen = Confirmation(checked, None, None, "").tax_sums  # type: ignore[arg-type]

        assert (
            asked == checked.total == order.total == sum(line.amount for line in lines) + order.shipping_fee
        )
        assert [(s.total, s.tax) for s in on_screen] == in_order == [(asked, included_tax(asked, 10))]


def tax_of_order(order: Order, lines: list[OrderLine]) -> list[tuple[int, int]]:
    """Ask the order for its tax as if it had these lines in the database."""
    order._prefetched_objects_cache = {"lines": lines}  # type: ignore[attr-defined]
    return [(each.total, each.tax) for each in order.tax_sums]


@pytest.mark.django_db
def test_f31_what_is_bought_costs_the_same_on_every_page_at_stripe_and_in_the_mail(
    shop: SandboxServer,
) -> None:
    dice = random.Random(20261127)
    variants = [VariantFactory.create(stock=9999, price=dice.randint(50, 9000)) for _ in range(4)]
    variants.append(guide(price=dice.randint(50, 9000)))
    for _ in range(ORDERS):
        open_shop(fee=dice.choice((0, 385, 550)), free_from=dice.choice((None, 5000)), max_quantity=20)
        shopper = Shopper()
        for variant in dice.sample(variants, dice.randint(1, 4)):
            shopper.add(variant, dice.randint(1, 20))
        basket = yen(total_on(shopper.basket()))
        url = shopper.check_out()
        confirmation = yen(total_on(shopper.confirmation()))
        shopper.come_back(shopper.pay(url))
        mail.outbox.clear()
        work.func()

        order = last_order()
        attempt = PaymentAttempt.objects.get(order=order)
        items = attempt.request_body["line_items"]
        asked = sum(item["quantity"] * item["price_data"]["unit_amount"] for item in items)
        at_stripe = stripe_client().v1.checkout.sessions.retrieve(str(attempt.session_id)).amount_total
        (letter,) = mail.outbox
        found = YEN.search(str(letter.body))
        assert found, letter.body
        page = soup(shopper.client.get(f"/orders/{order.token}/")).get_text()

        sums = {basket, confirmation, order.total, asked, at_stripe, yen(found[1]), yen(found[2])}
        assert len(sums) == 1, sums
        assert yen(found[3]) == order.total * 10 // 110
        assert f"{order.total:,}円" in page


def total_on(page: Any) -> str:
    """The sum on a page with the table of sums."""
    return str(page.select_one(".totals-sum td").get_text())
