"""Checkout Sessions over the API."""

import pytest
import stripe

from tests.stripe_sandbox.driving import checkout_params, line, pay


def test_a_session_is_open_unpaid_and_has_a_page_to_pay_on(sandbox, checkout, clock):
    session = checkout()

    assert session.id.startswith("cs_test_")
    assert (session.status, session.payment_status, session.livemode) == ("open", "unpaid", False)
    assert (session.amount_total, session.currency) == (7000, "jpy")
    assert session.url == f"{sandbox.base_url}/c/pay/{session.id}"
    assert session.payment_intent is None
    assert session.expires_at == session.created + 24 * 60 * 60
    assert session.payment_method_types == ["card", "konbini", "paypay"]
    assert session.metadata.to_dict() == {"order": "TL-0001", "attempt": "1"}
    assert session.client_reference_id == "TL-0001"


def test_a_session_can_be_read_again(client, checkout):
    session = checkout()

    assert client.v1.checkout.sessions.retrieve(session.id).to_dict() == session.to_dict()


def test_line_items_come_in_the_order_they_were_sent(client, checkout):
    items = client.v1.checkout.sessions.line_items.list(checkout().id)

    assert [(item.description, item.quantity, item.amount_total) for item in items.data] == [
        ("足指ソックス 藍", 2, 6600),
        ("送料", 1, 400),
    ]
    assert items.data[0].price.unit_amount == 3300
    assert items.data[0].price.tax_behavior == "inclusive"
    assert items.has_more is False


def test_line_items_are_paged(client, checkout):
    session = checkout()

    first = client.v1.checkout.sessions.line_items.list(session.id, {"limit": 1})
    second = client.v1.checkout.sessions.line_items.list(
        session.id, {"limit": 1, "starting_after": first.data[0].id}
    )
    back = client.v1.checkout.sessions.line_items.list(
        session.id, {"limit": 1, "ending_before": second.data[0].id}
    )

    assert (first.has_more, second.has_more) == (True, False)
    assert second.data[0].description == "送料"
    assert back.data[0].id == first.data[0].id


def test_an_open_session_can_be_expired_and_then_neither_expired_again_nor_paid(client, checkout):
    session = checkout()

    assert client.v1.checkout.sessions.expire(session.id).status == "expired"

    with pytest.raises(stripe.InvalidRequestError, match="status of expired") as refused:
        client.v1.checkout.sessions.expire(session.id)
    assert refused.value.http_status == 400
    assert pay(session).status_code == 409
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "unpaid"


def test_a_paid_session_cannot_be_expired(client, checkout):
    session = checkout()
    pay(session)

    with pytest.raises(stripe.InvalidRequestError, match="status of complete"):
        client.v1.checkout.sessions.expire(session.id)


def test_a_session_past_its_time_has_expired_when_it_is_looked_at(sandbox, client, checkout, clock):
    session = checkout(expires_at=int(clock()) + 31 * 60)
    clock.advance(30 * 60)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"

    clock.advance(60)

    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    (event,) = sandbox.events("checkout.session.expired")
    assert event["data"]["object"]["id"] == session.id


def test_expiring_after_a_declined_card_cancels_the_payment_intent(client, checkout):
    session = checkout()
    pay(session, "4000000000000002")

    client.v1.checkout.sessions.expire(session.id, {"expand": ["payment_intent"]})
    intent = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]}).payment_intent

    assert (intent.status, intent.cancellation_reason) == ("canceled", "expired")


def test_sessions_are_listed_newest_first_and_filtered(client, checkout, clock):
    old = checkout()
    clock.advance(100)
    middle = checkout(customer_email="taro@example.com")
    clock.advance(100)
    new = checkout()
    pay(middle)

    def ids(**params):
        return [session.id for session in client.v1.checkout.sessions.list(params).data]

    intent = client.v1.checkout.sessions.retrieve(middle.id).payment_intent
    assert ids() == [new.id, middle.id, old.id]
    assert ids(created={"gte": middle.created}) == [new.id, middle.id]
    assert ids(created={"gt": old.created, "lt": new.created}) == [middle.id]
    assert ids(created=old.created) == [old.id]
    assert ids(status="open") == [new.id, old.id]
    assert ids(payment_intent=intent) == [middle.id]
    assert ids(customer_details={"email": "taro@example.com"}) == [middle.id]


def test_walking_a_list_page_by_page_meets_each_session_once(client, checkout):
    made = [checkout().id for _number in range(5)]

    pages = client.v1.checkout.sessions.list({"limit": 2})

    assert [session.id for session in pages.auto_paging_iter()] == made[::-1]


def test_expanding_reaches_through_the_payment_intent_to_the_charge(client, checkout):
    session = checkout()
    pay(session)
    paths = ["payment_intent.latest_charge", "line_items.data.price.product"]

    one = client.v1.checkout.sessions.retrieve(session.id, {"expand": paths})
    many = client.v1.checkout.sessions.list({"expand": [f"data.{path}" for path in paths]}).data[0]

    for found in (one, many):
        assert found.payment_intent.latest_charge.amount == 7000
        assert found.line_items.data[0].price.product.metadata["sku"] == "SOX-M-NV"


@pytest.mark.parametrize("path", ["status", "nothing", "payment_intent.amount"])
def test_a_path_that_leads_nowhere_cannot_be_expanded(client, checkout, path):
    session = checkout()
    pay(session)

    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.checkout.sessions.retrieve(session.id, {"expand": [path]})


def test_what_is_not_there_is_a_404_that_names_it(client):
    for call, param in (
        (client.v1.checkout.sessions.retrieve, "session"),
        (client.v1.checkout.sessions.expire, "session"),
        (client.v1.payment_intents.retrieve, "intent"),
        (client.v1.charges.retrieve, "charge"),
        (client.v1.events.retrieve, "id"),
    ):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            call("xx_nothing")
        error = refused.value
        assert (error.http_status, error.code, error.param) == (404, "resource_missing", param)


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ({"allowed_payment_method_types": None}, ["card", "konbini", "paypay"]),
        ({"allowed_payment_method_types": ["konbini", "card"]}, ["card", "konbini"]),
        ({"excluded_payment_method_types": ["konbini"]}, ["card", "paypay"]),
        ({"allowed_payment_method_types": ["paypay", "alipay"]}, ["paypay"]),
    ],
)
def test_only_payment_methods_that_are_allowed_and_not_excluded_are_offered(checkout, changes, offered):
    assert checkout(**changes).payment_method_types == offered


@pytest.mark.parametrize(
    "changes",
    [
        {"allowed_payment_method_types": ["alipay"]},
        {"excluded_payment_method_types": ["card", "konbini", "paypay"]},
    ],
)
def test_a_session_without_any_payment_method_is_refused(client, changes):
    with pytest.raises(stripe.InvalidRequestError, match="No valid payment method types"):
        client.v1.checkout.sessions.create(checkout_params(**changes))


@pytest.mark.parametrize(("yen", "offered"), [(119, False), (120, True), (300_000, True), (300_001, False)])
def test_a_slip_can_be_made_out_for_120_to_300000_yen(checkout, yen, offered):
    assert ("konbini" in checkout(line_items=[line(yen)]).payment_method_types) is offered
