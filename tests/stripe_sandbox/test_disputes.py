"""Disputes: opened by the card holder, answered by the shop, decided by the bank."""

import pytest
import stripe

from stripe_sandbox import SandboxError

DISPUTED_CARD = "4000000000000259"


@pytest.fixture
def charge(sandbox, checkout, state_of):
    """A paid charge."""

    def make(number="4242424242424242"):
        session = checkout()
        sandbox.control.pay_by_card(session.id, number)
        return state_of(session).payment_intent.latest_charge

    return make


def _types(sandbox):
    return [event["type"] for event in sandbox.events() if event["type"].startswith("charge.dispute.")]


def test_one_test_card_is_disputed_as_soon_as_it_has_paid(sandbox, client, charge):
    disputed = charge(DISPUTED_CARD)

    assert (disputed.paid, disputed.disputed) == (True, True)
    (dispute,) = client.v1.disputes.list({"charge": disputed.id}).data
    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", 7000)
    assert sum(transaction.net for transaction in dispute.balance_transactions) == -7000 - 1500
    assert _types(sandbox) == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    assert [event["type"] for event in sandbox.events()].index("checkout.session.completed") < [
        event["type"] for event in sandbox.events()
    ].index("charge.dispute.created")


def test_a_dispute_that_is_won_brings_the_money_back(sandbox, client, charge):
    dispute = sandbox.control.open_dispute(charge().id, "product_not_received")

    sandbox.control.send_evidence(dispute["id"])
    assert client.v1.disputes.retrieve(dispute["id"]).status == "under_review"
    sandbox.control.win_dispute(dispute["id"])

    won = client.v1.disputes.retrieve(dispute["id"])
    assert (won.status, won.reason, won.evidence_details.submission_count) == (
        "won",
        "product_not_received",
        1,
    )
    assert sum(transaction.net for transaction in won.balance_transactions) == 0
    assert _types(sandbox) == [
        f"charge.dispute.{what}"
        for what in ("created", "funds_withdrawn", "updated", "closed", "funds_reinstated")
    ]
    (closed,) = sandbox.events("charge.dispute.closed")
    assert closed["data"]["previous_attributes"] == {"status": "under_review"}


def test_a_dispute_that_is_lost_stays_lost(sandbox, client, charge):
    dispute = sandbox.control.open_dispute(charge().id)

    sandbox.control.lose_dispute(dispute["id"])

    assert client.v1.disputes.retrieve(dispute["id"]).status == "lost"
    assert _types(sandbox)[-1] == "charge.dispute.closed"
    for lever in (sandbox.control.win_dispute, sandbox.control.lose_dispute, sandbox.control.send_evidence):
        with pytest.raises(SandboxError, match="is lost"):
            lever(dispute["id"])


def test_a_disputed_charge_cannot_be_refunded_until_the_dispute_is_won(sandbox, client, charge):
    disputed = charge(DISPUTED_CARD)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": disputed.id})
    assert refused.value.code == "charge_disputed"

    (dispute,) = client.v1.disputes.list().data
    sandbox.control.win_dispute(dispute.id)

    assert client.v1.refunds.create({"charge": disputed.id}).status == "succeeded"


def test_what_was_refunded_is_not_disputed_again(sandbox, client, charge):
    partly, fully = charge(), charge()
    client.v1.refunds.create({"charge": partly.id, "amount": 2000})
    client.v1.refunds.create({"charge": fully.id})

    assert sandbox.control.open_dispute(partly.id)["amount"] == 5000
    for charge_id in (partly.id, fully.id):
        with pytest.raises(SandboxError, match="refunded or disputed already"):
            sandbox.control.open_dispute(charge_id)


def test_only_card_payments_are_disputed(sandbox, checkout, state_of):
    session = checkout()
    sandbox.control.pay_by_paypay(session.id)

    with pytest.raises(SandboxError, match="Only card payments"):
        sandbox.control.open_dispute(state_of(session).payment_intent.latest_charge.id)


def test_disputes_are_listed_and_lead_to_their_payment(client, charge):
    first, second = charge(DISPUTED_CARD), charge(DISPUTED_CARD)

    listed = client.v1.disputes.list({"expand": ["data.charge", "data.payment_intent"]})

    assert [dispute.charge.id for dispute in listed.data] == [second.id, first.id]
    assert listed.data[0].payment_intent.metadata.to_dict() == {"order": "TL-0001"}
    (found,) = client.v1.disputes.list({"payment_intent": first.payment_intent}).data
    assert found.charge == first.id
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.disputes.retrieve("du_nothing")
    assert refused.value.code == "resource_missing"
