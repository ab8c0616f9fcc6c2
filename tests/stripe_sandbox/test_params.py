"""What Stripe would not take, the sandbox does not take either, and says so in the same way."""

import pytest
import requests
import stripe

from tests.stripe_sandbox.driving import checkout_params

# Who changes the sandbox runs them by naming its folder; nothing else can break them.
pytestmark = pytest.mark.thorough


def _item(**changes):
    data = {"currency": "jpy", "unit_amount": 3300, "product_data": {"name": "靴下"}}
    return {"quantity": 1, "price_data": data} | changes


def _priced(**changes):
    data = {"currency": "jpy", "unit_amount": 3300, "product_data": {"name": "靴下"}} | changes
    return _item(price_data={name: value for name, value in data.items() if value is not None})


def _refusal(client, **changes):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.checkout.sessions.create(checkout_params(**changes))
    assert refused.value.http_status == 400
    return refused.value


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"payment_method_types": ["card"]}, "payment_method_types"),
        ({"line_items": [_item(name="靴下")]}, "line_items[0][name]"),
        ({"line_items": [_item(), _priced(amount=1)]}, "line_items[1][price_data][amount]"),
        ({"stripe_version": "1"}, "stripe_version"),
    ],
)
def test_an_unknown_parameter_is_refused_by_name(client, changes, param):
    error = _refusal(client, **changes)

    assert error.code == "parameter_unknown"
    assert error.param == param
    assert error.user_message == f"Received unknown parameter: {param}"


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"line_items": [_priced(currency=None)]}, "line_items[0][price_data][currency]"),
        (
            {"line_items": [_priced(product_data={"description": "x"})]},
            "line_items[0][price_data][product_data][name]",
        ),
        ({"line_items": [_priced(unit_amount=None)]}, "line_items[0][price_data][unit_amount]"),
        ({"line_items": [_priced(product_data=None)]}, "line_items[0][price_data][product_data]"),
        ({"line_items": [{"quantity": 1}]}, "line_items[0][price_data]"),
        ({"line_items": [{"price_data": _item()["price_data"]}]}, "line_items[0][quantity]"),
        ({"line_items": None}, "line_items"),
        ({"mode": None}, "mode"),
        ({"success_url": None}, "success_url"),
    ],
)
def test_a_missing_parameter_is_named(client, changes, param):
    error = _refusal(client, **changes)

    assert (error.code, error.param) == ("parameter_missing", param)


@pytest.mark.parametrize(
    ("changes", "param", "message"),
    [
        ({"expires_at": "soon"}, "expires_at", "Invalid integer: soon"),
        ({"line_items": [_item(quantity="1.5")]}, "line_items[0][quantity]", "Invalid integer: 1.5"),
        ({"allow_promotion_codes": "yes"}, "allow_promotion_codes", "Invalid boolean: yes"),
        ({"ui_mode": "hosted"}, "ui_mode", "Invalid ui_mode: must be one of elements"),
        ({"line_items": "socks"}, "line_items", "Invalid array"),
        ({"metadata": "x"}, "metadata", "Invalid object"),
        ({"locale": {"ja": "1"}}, "locale", "Invalid string"),
        ({"metadata": {"k" * 41: "x"}}, f"metadata[{'k' * 41}]", "keys can have up to 40"),
        ({"metadata": {"k": "x" * 501}}, "metadata[k]", "values can have up to 500"),
        ({"metadata": {f"k{n}": "x" for n in range(51)}}, "metadata", "up to 50 keys"),
        ({"client_reference_id": "x" * 201}, "client_reference_id", "at most 200"),
        (
            {"custom_text": {"submit": {"message": "x" * 1201}}},
            "custom_text[submit][message]",
            "at most 1200",
        ),
        ({"customer_email": "hanako"}, "customer_email", "Invalid email address: hanako"),
        ({"customer_email": ""}, "customer_email", "You passed an empty string for 'customer_email'"),
        ({"success_url": "/done/"}, "success_url", "Not a valid URL"),
        ({"cancel_url": "javascript:alert(1)"}, "cancel_url", "Not a valid URL"),
        ({"line_items": [_item(quantity=0)]}, "line_items[0][quantity]", "greater than or equal to 1"),
        (
            {"line_items": [_priced(unit_amount=-1)]},
            "line_items[0][price_data][unit_amount]",
            "or equal to 0",
        ),
        ({"line_items": [_item()] * 101}, "line_items", "1 to 100 line items"),
        ({"line_items": [{"price": "price_1", "quantity": 1}]}, "line_items[0][price]", "No such price"),
        (
            {"line_items": [_priced(product="prod_1", product_data=None)]},
            "line_items[0][price_data][product]",
            "No such product",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(client, changes, param, message):
    error = _refusal(client, **changes)

    assert error.param == param
    assert message in error.user_message


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"mode": "subscription"}, "mode"),
        ({"ui_mode": "elements"}, "ui_mode"),
        ({"discounts": [{"coupon": "half"}]}, "discounts[0][coupon]"),
        ({"automatic_tax": {"enabled": True}}, "automatic_tax[enabled]"),
        ({"allow_promotion_codes": True}, "allow_promotion_codes"),
        ({"customer": "cus_1"}, "customer"),
        ({"payment_intent_data": {"capture_method": "manual"}}, "payment_intent_data[capture_method]"),
        ({"line_items": [_priced(currency="usd")]}, "line_items[0][price_data][currency]"),
        (
            {"line_items": [_priced(unit_amount=None, unit_amount_decimal="10.5")]},
            "line_items[0][price_data][unit_amount_decimal]",
        ),
    ],
)
def test_what_stripe_knows_and_the_sandbox_does_not_play_is_refused_loudly(client, changes, param):
    error = _refusal(client, **changes)

    assert error.param == param
    assert "The Stripe sandbox does not play" in error.user_message


def test_features_that_are_turned_off_are_welcome(checkout):
    off = {"enabled": False}

    session = checkout(
        allow_promotion_codes=False,
        automatic_tax=off,
        invoice_creation=off,
        phone_number_collection=off,
        after_expiration={"recovery": off},
        managed_payments=off,
        customer_creation="if_required",
        billing_address_collection="auto",
    )

    assert session.automatic_tax.enabled is False


@pytest.mark.parametrize(
    ("yen", "taken"), [(49, False), (50, True), (99_999_999, True), (100_000_000, False)]
)
def test_a_total_has_stripes_limits_for_yen(client, checkout, yen, taken):
    items = [_priced(unit_amount=yen)]
    if taken:
        assert checkout(line_items=items).amount_total == yen
    else:
        code = "amount_too_small" if yen < 50 else "amount_too_large"
        assert _refusal(client, line_items=items).code == code


@pytest.mark.parametrize(
    ("minutes", "taken"), [(29, False), (31, True), (24 * 60 - 1, True), (24 * 60 + 1, False)]
)
def test_a_session_stays_open_for_30_minutes_to_24_hours(client, checkout, clock, minutes, taken):
    expires_at = int(clock()) + minutes * 60
    if taken:
        assert checkout(expires_at=expires_at).expires_at == expires_at
    else:
        assert _refusal(client, expires_at=expires_at).param == "expires_at"


@pytest.mark.parametrize(
    ("params", "param"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"starting_after": "cs_test_nothing"}, "starting_after"),
        ({"starting_after": "a", "ending_before": "b"}, "ending_before"),
        ({"created": {"after": 1}}, "created[after]"),
        ({"status": "paid"}, "status"),
        ({"customer": "cus_1"}, "customer"),
    ],
)
def test_a_list_refuses_what_stripe_refuses(client, params, param):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.checkout.sessions.list(params)

    assert refused.value.param == param


def test_lists_may_be_sent_with_empty_brackets_too(sandbox):
    item = "line_items[]"
    form = [
        ("mode", "payment"),
        ("success_url", "https://example.com/"),
        (f"{item}[quantity]", "1"),
        (f"{item}[price_data][currency]", "jpy"),
        (f"{item}[price_data][unit_amount]", "100"),
        (f"{item}[price_data][product_data][name]", "靴下"),
        (f"{item}[quantity]", "3"),
        (f"{item}[price_data][currency]", "jpy"),
        (f"{item}[price_data][unit_amount]", "200"),
        (f"{item}[price_data][product_data][name]", "手袋"),
        ("expand[]", "line_items"),
    ]

    answer = requests.post(
        f"{sandbox.base_url}/v1/checkout/sessions", data=form, auth=("sk_test_x", ""), timeout=10
    ).json()

    assert [item["amount_total"] for item in answer["line_items"]["data"]] == [100, 600]


@pytest.mark.parametrize("body", [b"mode", b"mode=%ff", b"a[b=1", b"mode=payment&mode[x]=1", b"a[x]=1&a=1"])
def test_a_body_that_is_no_form_is_a_clean_400(sandbox, body):
    headers = {"Authorization": "Bearer sk_test_x", "Content-Type": "application/x-www-form-urlencoded"}

    answer = requests.post(f"{sandbox.base_url}/v1/checkout/sessions", data=body, headers=headers, timeout=10)

    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"
