"""The body we send to Stripe, held against the types of the installed library."""

from datetime import timedelta

import pytest
from django.utils import timezone
from stripe.params.checkout import SessionCreateParams

from shop.basket.checking import check
from shop.basket.models import Basket
from shop.checkout.models import CheckoutDraft
from shop.legal.models import TradeLawRow
from shop.legal.rows import RowKind
from shop.orders.drafting import write_order
from shop.orders.models import Order
from shop.payments.attempts import write_attempt
from shop.payments.request import MESSAGE_MAX
from tests.shop.factories import VariantFactory, basket_with, guide, open_shop
from tests.shop.walking import CONTACT
from tests.stripe_sandbox.contract import request_faults

pytestmark = pytest.mark.django_db


def order_of(basket: Basket) -> Order:
    contact = CONTACT | {"postal_code": "101-0051", "phone": "09012345678"}
    return write_order(check(basket), CheckoutDraft(**contact), {})


def body_of(basket: Basket) -> SessionCreateParams:
    attempt = write_attempt(
        order_of(basket), success_url="https://shop.example/done/", cancel_url="https://shop.example/left/"
    )
    attempt.refresh_from_db()
    return attempt.request_body


@pytest.mark.parametrize("building", ["", "足指マンション405"])
def test_the_body_fits_the_types_of_the_installed_library(building: str) -> None:
    open_shop(fee=385)
    order = order_of(basket_with((VariantFactory.create(stock=1), 1), (guide(), 1)))
    order.building = building

    attempt = write_attempt(
        order, success_url="https://shop.example/done/", cancel_url="https://shop.example/left/"
    )

    assert request_faults(attempt.request_body, SessionCreateParams) == []


def test_line_items_and_shipping_add_up_to_the_order_in_whole_yen() -> None:
    open_shop(fee=385)
    body = body_of(basket_with((VariantFactory.create(stock=9, price=3300), 2), (guide(), 1)))

    items = [
        (i["price_data"]["unit_amount"], i["quantity"], i["price_data"]["currency"])
        for i in body["line_items"]
    ]
    assert items == [(3300, 2, "jpy"), (1650, 1, "jpy"), (385, 1, "jpy")]
    assert sum(amount * quantity for amount, quantity, _currency in items) == Order.objects.get().total
    assert body["line_items"][2]["price_data"]["product_data"]["name"] == "送料・ネコポス"


def test_the_three_ways_to_pay_are_offered_in_japanese_and_in_yen() -> None:
    open_shop()
    body = body_of(basket_with((guide(), 1)))

    assert body["allowed_payment_method_types"] == ["card", "konbini", "paypay"]
    assert (body["locale"], body["ui_mode"], body["adaptive_pricing"]) == (
        "ja",
        "hosted_page",
        {"enabled": False},
    )
    assert "payment_method_types" not in body


def test_the_metadata_name_the_order_and_hold_nothing_personal() -> None:
    open_shop()
    body = body_of(basket_with((VariantFactory.create(stock=1), 1)))
    order = Order.objects.get()

    expected = {"order": str(order.pk), "attempt": "1", "v": "1"}
    assert body["metadata"] == body["payment_intent_data"]["metadata"] == expected
    assert body["client_reference_id"] == order.number


def test_the_parcels_address_goes_along_only_when_there_is_a_parcel() -> None:
    open_shop()
    goods = body_of(basket_with((VariantFactory.create(stock=1), 1)))
    download = body_of(basket_with((guide(), 1)))

    assert goods["payment_intent_data"]["shipping"]["address"]["postal_code"] == "101-0051"
    assert "shipping" not in download["payment_intent_data"]


def test_delivery_and_return_rule_stand_beside_the_real_last_button() -> None:
    law = open_shop()
    basket = basket_with((VariantFactory.create(stock=9), 1), (guide(), 1))

    message = body_of(basket)["custom_text"]["submit"]["message"]
    for kind in (
        RowKind.DELIVERY_GOODS,
        RowKind.DELIVERY_DOWNLOAD,
        RowKind.RETURNS_GOODS,
        RowKind.RETURNS_DOWNLOAD,
    ):
        assert law.text(kind) in message
    assert "http://testserver/legal/tokushoho/" in message

    TradeLawRow.objects.filter(law=law).update(text="長" * 2000)
    assert len(body_of(basket)["custom_text"]["submit"]["message"]) == MESSAGE_MAX


def test_the_session_ends_late_enough_for_stripe_and_soon_enough_for_the_stock() -> None:
    open_shop()
    body = body_of(basket_with((guide(), 1)))

    left = body["expires_at"] - timezone.now().timestamp()
    assert timedelta(minutes=30).total_seconds() < left <= timedelta(minutes=60).total_seconds()
