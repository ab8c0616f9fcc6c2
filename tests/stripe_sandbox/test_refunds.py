"""Refunds: by the API and in the Dashboard, through all their states, never more than the charge."""

import threading

import pytest
import stripe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stripe_sandbox import SandboxError
from tests.stripe_sandbox.driving import checkout_params

SLOW_REFUND = "4000000000007726"
DAY = 24 * 60 * 60


@pytest.fixture
def paid(sandbox, client):
    """A paid session's PaymentIntent, by card unless another way is given."""

    def make(by="card", number="4242424242424242"):
        session = client.v1.checkout.sessions.create(checkout_params())
        if by == "card":
            sandbox.control.pay_by_card(session.id, number)
        elif by == "paypay":
            sandbox.control.pay_by_paypay(session.id)
        else:
            sandbox.control.take_slip(session.id)
            sandbox.control.pay_slip(session.id)
        session = client.v1.checkout.sessions.retrieve(session.id)
        return client.v1.payment_intents.retrieve(session.payment_intent, {"expand": ["latest_charge"]})

    return make


@pytest.fixture
def types(sandbox):
    """The types of the events since the payment."""
    return lambda: [
        event["type"] for event in sandbox.events() if event["type"].startswith(("refund.", "charge.refund"))
    ]


def test_a_card_payment_is_given_back_in_parts_until_nothing_is_left(client, paid, types):
    intent = paid()
    first = client.v1.refunds.create(
        {
            "payment_intent": intent.id,
            "amount": 2000,
            "reason": "requested_by_customer",
            "metadata": {"order": "TL-0001"},
        }
    )
    assert (first.status, first.amount, first.charge) == ("succeeded", 2000, intent.latest_charge.id)
    assert (first.reason, first.metadata.to_dict()) == ("requested_by_customer", {"order": "TL-0001"})
    charge = client.v1.charges.retrieve(intent.latest_charge.id)
    assert (charge.amount_refunded, charge.refunded) == (2000, False)

    rest = client.v1.refunds.create({"charge": charge.id})

    assert rest.amount == 5000
    charge = client.v1.charges.retrieve(charge.id, {"expand": ["refunds"]})
    assert (charge.amount_refunded, charge.refunded) == (7000, True)
    assert [refund.id for refund in charge.refunds.data] == [rest.id, first.id]
    assert types() == ["refund.created", "charge.refunded"] * 2
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_already_refunded"


@pytest.mark.parametrize(
    ("amount", "param", "message"),
    [
        (7001, "amount", "greater than unrefunded amount"),
        (0, "amount", "positive"),
        (-1, "amount", "positive"),
    ],
)
def test_an_impossible_amount_is_refused(client, paid, amount, param, message):
    intent = paid()

    with pytest.raises(stripe.InvalidRequestError, match=message) as refused:
        client.v1.refunds.create({"payment_intent": intent.id, "amount": amount})

    assert refused.value.param == param
    assert client.v1.refunds.list().data == []


def test_what_was_never_paid_cannot_be_given_back(sandbox, client, checkout):
    session = checkout()
    sandbox.control.pay_by_card(session.id, "4000000000000002")
    intent = client.v1.payment_intents.retrieve(
        client.v1.checkout.sessions.retrieve(session.id).payment_intent
    )

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        client.v1.refunds.create({"payment_intent": intent.id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": intent.latest_charge})
    assert refused.value.code == "charge_not_refundable"


def test_what_to_refund_must_be_named_once_and_exist(client, paid):
    intent = paid()
    for params in ({}, {"charge": intent.latest_charge.id, "payment_intent": intent.id}):
        with pytest.raises(stripe.InvalidRequestError, match="Exactly one of"):
            client.v1.refunds.create(params)
    for params in ({"charge": "ch_nothing"}, {"payment_intent": "pi_nothing"}):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.refunds.create(params)
        assert refused.value.code == "resource_missing"
    with pytest.raises(stripe.InvalidRequestError, match="does not play reverse_transfer"):
        client.v1.refunds.create({"charge": intent.latest_charge.id, "reverse_transfer": True})


def test_paypay_is_given_back_at_once_also_in_parts(client, paid):
    refund = client.v1.refunds.create({"payment_intent": paid("paypay").id, "amount": 1})

    assert (refund.status, refund.amount) == ("succeeded", 1)
    assert refund.id.startswith("pyr_")


def test_a_store_payment_waits_for_the_customers_bank_account(sandbox, client, paid, types):
    refund = client.v1.refunds.create(
        {"payment_intent": paid("konbini").id, "instructions_email": "hanako@example.com"}
    )

    assert refund.status == "requires_action"
    assert refund.instructions_email == "hanako@example.com"
    details = refund.next_action.display_details
    assert details.email_sent.email_sent_to == "hanako@example.com"
    assert details.expires_at == refund.created + 45 * DAY
    assert types() == ["refund.created"]

    sandbox.control.move_refund(refund.id, "pending")
    assert client.v1.refunds.retrieve(refund.id).pending_reason == "processing"
    sandbox.control.move_refund(refund.id, "succeeded")

    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert types() == ["refund.created", "refund.updated", "refund.updated", "charge.refunded"]
    changes = [event["data"]["previous_attributes"] for event in sandbox.events("refund.updated")]
    assert changes == [{"status": "requires_action"}, {"status": "pending"}]


def test_a_refund_nobody_claims_fails_in_the_end(sandbox, client, paid, types):
    refund = client.v1.refunds.create({"payment_intent": paid("konbini").id})

    sandbox.clock.advance(45 * DAY - 5)
    assert client.v1.refunds.retrieve(refund.id).status == "requires_action"
    sandbox.clock.advance(10)

    failed = client.v1.refunds.retrieve(refund.id)
    assert (failed.status, failed.failure_reason) == ("failed", "declined")
    assert types() == ["refund.created", "refund.updated", "refund.failed"]
    assert client.v1.charges.retrieve(refund.charge).amount_refunded == 0


def test_only_a_refund_that_waits_for_the_customer_can_be_canceled(client, paid):
    waiting = client.v1.refunds.create({"payment_intent": paid("konbini").id})
    done = client.v1.refunds.create({"payment_intent": paid().id})

    assert client.v1.refunds.cancel(waiting.id).status == "canceled"
    assert client.v1.charges.retrieve(waiting.charge).amount_refunded == 0
    for refund in (waiting, done):
        with pytest.raises(stripe.InvalidRequestError, match="cannot be canceled"):
            client.v1.refunds.cancel(refund.id)


def test_some_cards_take_their_time(sandbox, client, paid, types):
    refund = client.v1.refunds.create({"payment_intent": paid(number=SLOW_REFUND).id})
    assert (refund.status, refund.pending_reason) == ("pending", "processing")

    sandbox.control.move_refund(refund.id, "failed")

    assert types() == ["refund.created", "refund.updated", "refund.failed"]
    assert client.v1.charges.retrieve(refund.charge).refunded is False


def test_even_a_refund_that_succeeded_may_come_back_and_then_be_tried_again(sandbox, client, paid):
    intent = paid()
    refund = client.v1.refunds.create({"payment_intent": intent.id})

    sandbox.control.move_refund(refund.id, "failed")

    assert client.v1.refunds.create({"payment_intent": intent.id}).amount == 7000


def test_a_refund_cannot_go_where_no_refund_goes(sandbox, client, paid):
    refund = client.v1.refunds.create({"payment_intent": paid().id})
    for status in ("pending", "requires_action", "canceled", "nonsense"):
        with pytest.raises(SandboxError, match=f"cannot become {status}"):
            sandbox.control.move_refund(refund.id, status)


def test_a_refund_in_the_dashboard_is_an_event_without_a_request(sandbox, client, paid):
    charge = paid().latest_charge

    refund = sandbox.control.refund(charge.id, 500)

    (event,) = sandbox.events("refund.created")
    assert event["request"] == {"id": None, "idempotency_key": None}
    assert client.v1.refunds.retrieve(refund["id"]).amount == 500
    for amount in (0, 6501):
        with pytest.raises(SandboxError):
            sandbox.control.refund(charge.id, amount)


def test_refunds_are_listed_and_their_metadata_can_be_changed(client, paid, clock):
    first = client.v1.refunds.create({"payment_intent": paid().id, "metadata": {"a": "1", "b": "2"}})
    clock.advance(100)
    second = client.v1.refunds.create({"payment_intent": paid().id})

    def ids(**params):
        return [refund.id for refund in client.v1.refunds.list(params).data]

    assert ids() == [second.id, first.id]
    assert ids(charge=first.charge) == [first.id]
    assert ids(payment_intent=second.payment_intent) == [second.id]
    assert ids(created={"gt": first.created}) == [second.id]
    changed = client.v1.refunds.update(first.id, {"metadata": {"a": "", "c": "3"}})
    assert changed.metadata.to_dict() == {"b": "2", "c": "3"}
    assert client.v1.refunds.update(first.id, {"metadata": ""}).metadata.to_dict() == {}


def test_a_refund_asked_for_twice_under_one_key_happens_once(client, paid):
    params = {"payment_intent": paid().id, "amount": 3000}
    options = {"idempotency_key": "TL-0001:refund:1"}

    first, second = (client.v1.refunds.create(params, options) for _number in range(2))

    assert first.id == second.id
    assert len(client.v1.refunds.list().data) == 1


def test_many_refunds_at_once_give_back_no_more_than_there_was(client, paid):
    intent = paid()
    start = threading.Barrier(5)
    taken = []

    def refund():
        start.wait()
        try:
            taken.append(client.v1.refunds.create({"payment_intent": intent.id, "amount": 3000}).amount)
        except stripe.InvalidRequestError:
            taken.append(0)

    threads = [threading.Thread(target=refund) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [0, 0, 0, 3000, 3000]


steps = st.one_of(
    st.tuples(st.just("create"), st.integers(-10, 9000)),
    st.tuples(st.sampled_from(["pending", "succeeded", "failed", "canceled"]), st.integers(0, 5)),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(steps, max_size=8), by=st.sampled_from(["card", "konbini"]))
def test_whatever_is_tried_refunds_never_exceed_the_charge(sandbox, client, paid, history, by):
    charge_id = paid(by).latest_charge.id
    for step, number in history:
        try:
            if step == "create":
                sandbox.control.refund(charge_id, number)
            else:
                refunds = client.v1.refunds.list({"charge": charge_id}).data
                if number < len(refunds):
                    sandbox.control.move_refund(refunds[number].id, step)
        except SandboxError:
            continue

    charge = client.v1.charges.retrieve(charge_id, {"expand": ["refunds"]})
    kept = [refund.amount for refund in charge.refunds.data if refund.status not in ("failed", "canceled")]
    assert charge.amount_refunded == sum(kept) <= charge.amount
    assert charge.refunded is (sum(kept) == charge.amount)
