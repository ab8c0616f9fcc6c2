"""Every answer and every event fits Stripe's own descriptions; so does what the tests send."""

import os

import pytest
import requests
import stripe
from stripe.params.checkout import SessionCreateParams

from stripe_sandbox.refunds import STEPS
from tests.stripe_sandbox.contract import OPENAPI_VARIABLE, answer_faults, openapi_faults, request_faults
from tests.stripe_sandbox.driving import answer_approval, checkout_params, line, pay

EVERYTHING = ["payment_intent.latest_charge", "line_items.data.price.product"]


@pytest.fixture
def answers(client, sandbox, checkout):
    """One answer of each kind in each of its states: (what it is, OpenAPI's name, the library's class, the JSON)."""
    full = {
        "branding_settings": {"display_name": "足指のお店", "font_family": "zen_maru_gothic"},
        "consent_collection": {"promotions": "none"},
        "excluded_payment_method_types": ["paypay"],
        "payment_method_options": {"konbini": {"expires_after_days": 2}},
    }
    opened, expired = checkout(), checkout(customer_email=None)
    declined, paid = checkout(**full), checkout(**full)
    pay(declined, "4000000000000002")
    pay(paid)
    client.v1.checkout.sessions.expire(expired.id)
    secure, refused, slip, slip_paid, lapsed, paypay, free, disputed = (
        checkout(line_items=[line(0)]) if name == "free" else checkout()
        for name in ("secure", "refused", "slip", "slip_paid", "lapsed", "paypay", "free", "disputed")
    )
    control = sandbox.control
    control.pay_by_card(secure.id, "4000002760003184")
    control.pay_by_card(refused.id, "4000002760003184")
    answer_approval(f"{sandbox.base_url}/c/approve/{refused.id}", "refuse")
    for session in (slip, slip_paid, lapsed):
        control.take_slip(session.id, phone="0312345678")
    control.pay_slip(slip_paid.id)
    control.lapse_slip(lapsed.id)
    control.pay_by_paypay(paypay.id)
    requests.post(free.url, allow_redirects=False, timeout=10)
    control.pay_by_card(disputed.id, "4000000000000259")
    sessions = client.v1.checkout.sessions
    found = _refund_answers(client, control, [_intent(client, done) for done in (paid, slip_paid, paypay)])
    found += _dispute_answers(client, control)
    found += _balance_answers(client)
    for session in (
        *(opened, declined, paid, expired),
        *(secure, refused, slip, slip_paid, lapsed, paypay, free, disputed),
    ):
        for expand in ([], EVERYTHING):
            body = sessions.retrieve(session.id, {"expand": expand}).last_response.data
            found.append((body["status"], "checkout.session", stripe.checkout.Session, body))
    for item in sessions.line_items.list(paid.id).last_response.data["data"]:
        found.append(("line", "item", stripe.LineItem, item))
    for event in sandbox.events():
        found.append((event["type"], "event", stripe.Event, event))
        kind = event["data"]["object"]["object"]
        found.append((event["type"], kind, _CLASSES[kind], event["data"]["object"]))
    return found


def _intent(client, session):
    return client.v1.checkout.sessions.retrieve(session.id).payment_intent


def _refund_answers(client, control, intents):
    """A refund of each method in each of its states, and what the list and the charge say of them."""
    found = []

    def see(refund):
        expand = {"expand": ["charge", "payment_intent"]}
        body = client.v1.refunds.retrieve(refund["id"], expand).last_response.data
        found.append((f"refund {body['status']}", "refund", stripe.Refund, body))

    for intent in intents:
        for last in ("succeeded", "failed", "canceled"):
            params = {"payment_intent": intent, "amount": 100, "reason": "requested_by_customer"}
            refund = client.v1.refunds.create(params)
            see(refund)
            if refund.status == "requires_action" and last != "canceled":
                see(control.move_refund(refund.id, "pending"))
            if last in STEPS[client.v1.refunds.retrieve(refund.id).status]:
                see(control.move_refund(refund.id, last))
    body = client.v1.payment_intents.retrieve(intents[0], {"expand": ["latest_charge.refunds"]})
    found.append(("charge with refunds", "charge", stripe.Charge, body.last_response.data["latest_charge"]))
    return found


def _dispute_answers(client, control):
    found = []

    def see():
        (body,) = client.v1.disputes.list({"expand": ["data.charge"]}).last_response.data["data"]
        found.append((f"dispute {body['status']}", "dispute", stripe.Dispute, body))
        return body["id"]

    for lever in (control.send_evidence, control.win_dispute):
        lever(see())
    see()
    return found


def _balance_answers(client):
    """Every movement of money so far, with what it is about in it and without."""
    found = []
    for params in ({"limit": 100}, {"limit": 100, "expand": ["data.source"]}):
        for body in client.v1.balance_transactions.list(params).last_response.data["data"]:
            what = f"balance {body['type']}"
            found.append((what, "balance_transaction", stripe.BalanceTransaction, body))
    one = client.v1.balance_transactions.retrieve(body["id"]).last_response.data
    found.append(("one balance", "balance_transaction", stripe.BalanceTransaction, one))
    types = {what for what, *_rest in found}
    assert {"balance charge", "balance payment", "balance refund", "balance payment_refund"} < types
    assert {"balance refund_failure", "balance adjustment"} < types
    return found


_CLASSES = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "balance_transaction": stripe.BalanceTransaction,
    "dispute": stripe.Dispute,
    "refund": stripe.Refund,
}


def test_answers_fit_the_types_of_the_installed_library(answers):
    faults = [(what, answer_faults(body, answer_type)) for what, _name, answer_type, body in answers]

    assert [found for found in faults if found[1]] == []
    refund_states = {body["status"] for _what, name, _type, body in answers if name == "refund"}
    assert refund_states == set(STEPS)
    assert {name for _what, name, _type, _body in answers} == {*_CLASSES, "item", "event"}


@pytest.mark.skipif(
    OPENAPI_VARIABLE not in os.environ, reason=f"{OPENAPI_VARIABLE} names no OpenAPI of Stripe's"
)
def test_answers_fit_stripes_openapi(answers):
    faults = [(what, openapi_faults(body, name)) for what, name, _answer_type, body in answers]

    assert [found for found in faults if found[1]] == []


@pytest.mark.skipif(
    OPENAPI_VARIABLE not in os.environ, reason=f"{OPENAPI_VARIABLE} names no OpenAPI of Stripe's"
)
def test_errors_fit_stripes_openapi(client):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.checkout.sessions.create(checkout_params(ui_mode="hosted"))

    assert openapi_faults(refused.value.json_body, "error") == []


def test_what_these_tests_send_fits_the_library():
    assert request_faults(checkout_params(), SessionCreateParams) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"payment_method_types": ["card"]}, "payment_method_types: unknown"),
        ({"ui_mode": "hosted"}, "ui_mode: 'hosted' is none of elements, embedded_page, form, hosted_page"),
        ({"expires_at": "soon"}, "expires_at: 'soon' is not int"),
        ({"metadata": {"order": 7}}, "metadata.order: 7 is not str"),
        ({"line_items": [{"price_data": {}}]}, "line_items[0].price_data.currency: missing"),
        ({"line_items": {"0": {}}}, "line_items: {'0': {}} is not a list"),
    ],
)
def test_the_checker_finds_what_is_wrong_with_a_request(changes, fault):
    assert request_faults(checkout_params(**changes), SessionCreateParams) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"amount_total": "7000"}, "amount_total: '7000' is not int"),
        ({"amount_total": True}, "amount_total: True is not int"),
        ({"status": "done"}, "status: 'done' is none of complete, expired, open"),
        ({"payment_method_types": None}, "payment_method_types: None is not a list"),
        ({"custom_text": {"submit": {}}}, "custom_text.submit.message: missing"),
        ({"shipping_details": {}}, "shipping_details: unknown"),
        ({"payment_intent": {"object": "payment_intent", "id": 1}}, "payment_intent.id: 1 is not str"),
        ({"line_items": {"object": "list", "data": [], "url": ""}}, "line_items.has_more: missing"),
    ],
)
def test_the_checker_finds_what_is_wrong_with_an_answer(checkout, changes, fault):
    body = checkout().to_dict()
    assert answer_faults(body, stripe.checkout.Session) == []

    assert fault in answer_faults(body | changes, stripe.checkout.Session)


def test_the_checker_misses_a_field_that_has_gone(checkout):
    body = checkout().to_dict()
    del body["expires_at"]

    assert answer_faults(body, stripe.checkout.Session) == ["expires_at: missing"]
