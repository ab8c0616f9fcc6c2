"""F13: every field of every form of the shop is sent nonsense. Never a 500, never a total the database does not give.

FUZZ_EXAMPLES=2000 uv run pytest tests/faults/test_f13_every_field_fuzzed.py looks further than the suite has time for.
"""

import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shop.basket.models import BasketLine
from shop.catalogue.models import Variant
from shop.delivery.models import DownloadGrant
from shop.orders.models import Order
from shop.payments.invariants import check_invariants
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide, open_shop
from tests.shop.walking import CONTACT, Shopper, form_fields, last_order, soup
from tests.thoroughness import is_thorough

pytestmark = pytest.mark.django_db

FEE = 385
YEN = re.compile(r"([\d,]+)円")
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "30" if is_thorough() else "5"))
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    # One shop for all examples: what one of them left in the basket is there for the next.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NONSENSE = [
    *(
        "",
        " ",
        "　",
        "\x00",
        "1\x00",
        "\x1b[31m",
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "💥" * 300,
        "あ" * 5000,
        "a" * 5000,
    ),
    *(
        "-1",
        "0",
        "00",
        "1e3",
        "1.0",
        "１",
        "٣",
        "½",
        "9" * 25,
        "9" * 5000,
        "-" + "9" * 30,
        "NaN",
        "null",
        "None",
    ),
    *(
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{{ 7*7 }}",
        "%s%n",
        "../../etc/passwd",
        "a@b",
        "a@b.c\r\nBcc: d@e.jp",
    ),
    *(
        "1\r\n",
        "[]",
        "a:b:c",
        "12:page:3",
        "1-2-3",
        "０９０ー１２３４ー５６７８",
        "1" * 7,
        "東京都",
        "\u200b",
        "\u0301",
    ),
]
odd = st.one_of(
    st.sampled_from(NONSENSE),
    st.integers().map(str),
    st.text(max_size=40),
    # Bytes that are no UTF-8, as only a program sends them.
    st.binary(max_size=12),
)
FORGED = (
    "price",
    "price_seen",
    "total",
    "unit_amount",
    "discount",
    "subtotal",
    "shipping_fee",
    "coupon",
    "state",
    "order",
)


def changes(*fields: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields, and some that no form has, with nonsense in them; None leaves the field out."""
    names = st.sampled_from([*fields, *FORGED])
    return st.dictionaries(names, st.one_of(odd, st.none()), min_size=1, max_size=len(fields) + 2)


def post(shopper: Shopper, path: str, fields: dict[str, Any]) -> Any:
    """Send a form as bytes, however odd. An error inside the shop would be raised here."""
    sent = {name: value for name, value in fields.items() if value is not None}
    response = shopper.client.post(path, urlencode(sent), content_type="application/x-www-form-urlencoded")
    assert response.status_code < 500, (path, fields)
    return response


def total_on(page: Any) -> int | None:
    """The sum that a page asks for."""
    found = page.select_one(".totals-sum td")
    amount = YEN.search(found.get_text()) if found else None
    return int(amount[1].replace(",", "")) if amount else None


def by_database() -> int:
    """The sum of all lines that lie in a basket, at the database's prices, with shipping."""
    lines = list(BasketLine.objects.select_related("variant__product"))
    fee = FEE if any(not line.variant.product.is_digital for line in lines) else 0
    return sum(line.variant.price * line.quantity for line in lines) + fee


def assert_totals(shopper: Shopper) -> None:
    """Basket page and orders ask for what the database says, and all that was ordered adds up."""
    if BasketLine.objects.exists():
        assert total_on(shopper.basket()) == by_database()
    for order in Order.objects.prefetch_related("lines__variant", "attempts"):
        lines = sum(line.variant.price * line.quantity for line in order.lines.all() if line.variant)
        items = [item for attempt in order.attempts.all() for item in attempt.request_body["line_items"]]
        asked = sum(item["quantity"] * item["price_data"]["unit_amount"] for item in items)
        assert order.total == lines + order.shipping_fee == asked // order.attempts.count()
    assert [found.invariant.code for found in check_invariants() if found.breaches] == []


@pytest.fixture
def buyer(shop: SandboxServer) -> Shopper:
    """Somebody with socks and a guide in the basket, in a shop that sends for 385 yen."""
    open_shop(fee=FEE)
    buyer = Shopper()
    buyer.add(VariantFactory.create(sku="SOCKS", stock=90))
    buyer.add(guide(sku="GUIDE"))
    return buyer


def test_f13_nonsense_put_into_the_basket(buyer: Shopper) -> None:
    @fuzzed
    @given(changes("sku", "quantity", "source"))
    def fuzz(sent: dict[str, Any]) -> None:
        post(buyer, "/basket/add/", {"sku": "SOCKS", "quantity": "1"} | sent)
        assert_totals(buyer)

    fuzz()


def test_f13_nonsense_as_quantities_and_lines_to_remove(buyer: Shopper) -> None:
    socks = Variant.objects.get(sku="SOCKS")

    @fuzzed
    @given(changes("the line", "quantity-", "quantity-0", f"quantity-{'9' * 30}", "remove", "quantity-９"))
    def fuzz(sent: dict[str, Any]) -> None:
        if not BasketLine.objects.filter(variant=socks).exists():
            buyer.add(socks)
        name = f"quantity-{BasketLine.objects.get(variant=socks).pk}"
        post(buyer, "/basket/", {name if key == "the line" else key: value for key, value in sent.items()})
        assert_totals(buyer)

    fuzz()


def test_f13_nonsense_as_an_address_is_refused_or_ordered_as_typed(buyer: Shopper) -> None:
    @fuzzed
    @given(changes(*CONTACT))
    def fuzz(sent: dict[str, Any]) -> None:
        response = post(buyer, "/checkout/", CONTACT | sent)
        assert response.status_code in (303, 422)
        if response.status_code == 303:
            # Stripe takes what we took.
            assert buyer.confirm().status_code == 303
        assert_totals(buyer)

    fuzz()


def test_f13_nonsense_on_the_last_confirmation_orders_nothing(buyer: Shopper) -> None:
    buyer.type_address()
    form = buyer.confirmation().select_one("form.confirm-form")
    assert form is not None
    true = form_fields(form)

    @fuzzed
    @given(changes(*true), odd)
    @example({}, "\x00")
    def fuzz(sent: dict[str, Any], seen: Any) -> None:
        response = post(buyer, "/checkout/confirm/", true | sent | {"seen": seen})
        assert response.status_code == 422
        assert not Order.objects.exists()
        assert total_on(soup(response)) == by_database()

    fuzz()
    # Sent beside the true proof, the rest is not even looked at.
    assert post(buyer, "/checkout/confirm/", true | dict.fromkeys(FORGED, "1")).status_code == 303
    assert_totals(buyer)


def test_f13_nonsense_at_the_addresses_and_buttons_of_an_order(buyer: Shopper) -> None:
    buyer.come_back(buyer.pay(buyer.check_out()))
    work.func()
    order, grant = last_order(), DownloadGrant.objects.get()
    paths: list[Callable[[str], str]] = [
        lambda word: f"/checkout/done/?{urlencode({'session_id': word})}",
        lambda word: f"/basket/?{urlencode({'notice': word})}",
        lambda word: f"/orders/{order.token}/?{urlencode({'state': word})}",
        lambda word: f"/download/{urlencode({'': word})[1:].replace('%2F', '')}",
        lambda word: f"/orders/{urlencode({'': word})[1:].replace('%2F', '')}/",
    ]

    @fuzzed
    @given(st.sampled_from(paths), odd, changes("token", "grant"))
    def fuzz(path: Callable[[Any], str], word: Any, sent: dict[str, Any]) -> None:
        assert buyer.client.get(path(word)).status_code < 500
        for button in (f"/orders/{order.token}/download/{grant.pk}/", f"/checkout/again/{order.token}/"):
            assert post(buyer, button, sent).status_code in (303, 410)

    fuzz()
    assert_totals(buyer)
