"""Events, and the webhooks that carry them to the shop."""

import time

import pytest
import requests
import stripe

from stripe_sandbox import SandboxError, SandboxServer
from tests.stripe_sandbox.driving import LONG_ENOUGH, SECRET, checkout_params, client_for, pay


@pytest.fixture
def shop(config, receiver):
    """The receiver, with the sandbox sending to it."""
    config.webhook_url = receiver.url
    return receiver


def _until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def _pending(client, event_id):
    return client.v1.events.retrieve(event_id).pending_webhooks


def test_a_paid_session_tells_the_shop_with_a_genuine_signature(shop, client, checkout):
    session = checkout()
    pay(session)

    (event,) = shop.wait_for(1)

    assert event.type == "checkout.session.completed"
    assert event.data.object["id"] == session.id
    assert event.data.object["payment_status"] == "paid"
    assert event.data.object["metadata"]["order"] == "TL-0001"
    assert (event.api_version, event.livemode) == ("2026-10-28.endive", False)
    assert (event.request.id, event.request.idempotency_key) == (None, None)
    _until(lambda: _pending(client, event.id) == 0)


def test_an_event_caused_by_a_request_names_it(shop, client, checkout):
    answer = client.v1.checkout.sessions.expire(checkout().id, options={"idempotency_key": "TL-0001:expire"})

    (event,) = shop.wait_for(1)

    assert event.type == "checkout.session.expired"
    assert event.request.id == answer.last_response.request_id
    assert event.request.idempotency_key == "TL-0001:expire"


def test_a_session_that_runs_out_tells_the_shop_though_nobody_looks(shop, checkout, clock):
    session = checkout(expires_at=int(clock()) + 31 * 60)
    clock.advance(31 * 60 + 1)

    (event,) = shop.wait_for(1)

    assert (event.type, event.data.object["id"]) == ("checkout.session.expired", session.id)


def test_everything_that_happens_is_an_event_in_order(sandbox, client, checkout):
    session = checkout()
    pay(session, "4000000000000002")
    pay(session)

    assert [event["type"] for event in sandbox.events()] == [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]
    listed = client.v1.events.list({"limit": 2})
    assert [event.type for event in listed.data] == ["checkout.session.completed", "payment_intent.succeeded"]
    assert listed.has_more is True


def test_an_event_keeps_its_object_as_it_was(sandbox, checkout):
    session = checkout()
    pay(session, "4000000000000002")
    pay(session)

    (failed,) = sandbox.events("payment_intent.payment_failed")

    assert failed["data"]["object"]["status"] == "requires_payment_method"


def test_events_are_listed_by_type_time_and_delivery(shop, client, checkout, clock):
    shop.answers = [500] * 10
    pay(checkout())
    shop.wait_for(1)
    clock.advance(100)
    client.v1.checkout.sessions.expire(checkout().id)

    def types(**params):
        return {event.type for event in client.v1.events.list(params).data}

    assert types(type="checkout.session.*") == {"checkout.session.completed", "checkout.session.expired"}
    assert types(type="charge.succeeded") == {"charge.succeeded"}
    assert types(types=["charge.succeeded", "charge.failed"]) == {"charge.succeeded"}
    assert types(created={"gte": int(clock()) - 50}) == {"checkout.session.expired"}
    assert types(delivery_success=False) == {"checkout.session.completed", "checkout.session.expired"}
    assert "checkout.session.completed" not in types(delivery_success=True)
    for params in ({"type": "a", "types": ["b"]}, {"types": ["a"] * 21}):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.events.list(params)


def test_only_the_enabled_events_are_sent(config, shop, checkout):
    config.enabled_events = ("charge.*", "payment_intent.succeeded")

    pay(checkout())

    assert {event.type for event in shop.wait_for(2)} == {"charge.succeeded", "payment_intent.succeeded"}


@pytest.mark.parametrize("answer", [500, 400, 302])
def test_a_webhook_is_tried_again_until_the_shop_takes_it(shop, client, checkout, answer):
    shop.answers = [answer, answer]
    pay(checkout())

    events = shop.wait_for(3)

    assert len({event.id for event in events}) == 1
    assert len(set(shop.bodies)) == 1
    _until(lambda: _pending(client, events[0].id) == 0)
    time.sleep(LONG_ENOUGH)
    assert len(shop.events) == 3


def test_a_webhook_is_given_up_after_the_last_delay_and_stays_undelivered(shop, client, checkout):
    shop.answers = [500] * 20
    pay(checkout())

    events = shop.wait_for(4)
    time.sleep(LONG_ENOUGH)

    assert len(shop.events) == 4
    assert _pending(client, events[0].id) == 1


def test_a_shop_that_is_down_gets_its_webhook_when_it_is_up(config, receiver, sandbox, checkout):
    config.retry_delays = (0.1,) * 100
    config.webhook_url = "http://127.0.0.1:9/stripe/webhook/"
    pay(checkout())
    time.sleep(LONG_ENOUGH)

    config.webhook_url = receiver.url

    assert receiver.wait_for(1)[0].type == "checkout.session.completed"


def test_a_paused_sandbox_queues_and_a_resumed_one_sends(sandbox, shop, checkout):
    sandbox.pause_webhooks()
    for _number in range(3):
        pay(checkout())
    time.sleep(LONG_ENOUGH)
    assert shop.events == []

    sandbox.resume_webhooks()

    assert len({event.id for event in shop.wait_for(3)}) == 3


def test_an_event_can_be_sent_again_even_while_paused(sandbox, shop, client, checkout):
    sandbox.pause_webhooks()
    pay(checkout())
    (event,) = sandbox.events("checkout.session.completed")
    assert event["pending_webhooks"] == 1

    assert [sandbox.redeliver(event["id"]) for _number in range(3)] == [200, 200, 200]
    sandbox.resume_webhooks()
    time.sleep(LONG_ENOUGH)

    assert [sent.id for sent in shop.events] == [event["id"]] * 3
    assert _pending(client, event["id"]) == 0


def test_sending_again_says_what_the_shop_answered_or_why_not(config, sandbox, shop, checkout):
    sandbox.pause_webhooks()
    pay(checkout())
    (event,) = sandbox.events("checkout.session.completed")

    shop.answers = [503]
    assert sandbox.redeliver(event["id"]) == 503
    with pytest.raises(SandboxError, match="no event evt_nothing"):
        sandbox.redeliver("evt_nothing")
    config.webhook_url = "http://127.0.0.1:9/"
    with pytest.raises(SandboxError, match="No answer from"):
        sandbox.redeliver(event["id"])
    config.webhook_url = None
    with pytest.raises(SandboxError, match="no webhook address"):
        sandbox.redeliver(event["id"])


def test_without_an_address_events_are_recorded_and_not_queued(config, sandbox, receiver, checkout):
    pay(checkout())
    config.webhook_url = receiver.url
    time.sleep(LONG_ENOUGH)

    assert receiver.events == []
    assert sandbox.events("checkout.session.completed")[0]["pending_webhooks"] == 0


def test_a_shop_that_knows_another_secret_does_not_take_it(config, sandbox, shop, checkout):
    sandbox.pause_webhooks()
    pay(checkout())
    (event,) = sandbox.events("checkout.session.completed")

    config.webhook_secret = "whsec_other"
    assert sandbox.redeliver(event["id"]) == 400
    config.webhook_secret = SECRET
    assert sandbox.redeliver(event["id"]) == 200


def test_the_shop_may_ask_about_the_session_while_it_takes_the_webhook(config, sandbox, shop, checkout):
    """A webhook is sent after the commit and outside any lock."""
    states = []
    take = shop.take

    def settle(body, signature, secret):
        status = take(body, signature, secret)
        url = f"{sandbox.base_url}/v1/checkout/sessions/{shop.events[-1].data.object['id']}"
        states.append(requests.get(url, auth=("sk_test_x", ""), timeout=5).json()["payment_status"])
        return status

    shop.take = settle
    pay(checkout())
    _until(lambda: states)

    assert states == ["paid"]


def test_everything_survives_a_restart_and_delivery_goes_on(config, receiver):
    config.webhook_url = receiver.url
    first = SandboxServer(config)
    first.start()
    first.pause_webhooks()
    client = client_for(first)
    session = client.v1.checkout.sessions.create(checkout_params(), {"idempotency_key": "once"})
    pay(session)
    waiting = client.v1.checkout.sessions.create(checkout_params())
    first.stop()

    second = SandboxServer(config)
    second.start()
    try:
        client = client_for(second)
        assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
        assert receiver.wait_for(1)[0].data.object["id"] == session.id
        replayed = client.v1.checkout.sessions.create(checkout_params(), {"idempotency_key": "once"})
        assert replayed.id == session.id
        still_open = client.v1.checkout.sessions.retrieve(waiting.id)
        assert still_open.url.startswith(second.base_url)
        assert pay(still_open).status_code == 303
    finally:
        second.stop()
