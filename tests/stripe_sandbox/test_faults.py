"""The knobs for what goes wrong with requests."""

import threading
import time

import pytest
import requests
import stripe

from stripe_sandbox import SandboxError, SandboxServer
from stripe_sandbox.faults import Faults
from tests.stripe_sandbox.driving import checkout_params, client_for, pay

# Who changes the sandbox runs them by naming its folder; nothing else can break them.
pytestmark = pytest.mark.thorough

CREATE = "POST /v1/checkout/sessions"
KEY = {"idempotency_key": "TL-0001:1:create"}


@pytest.fixture
def create(client):
    return lambda options=None: client.v1.checkout.sessions.create(checkout_params(), options)


@pytest.fixture
def count(client):
    """How many sessions there are."""
    return lambda: len(client.v1.checkout.sessions.list().data)


def test_nothing_done_is_nothing_done_and_trying_again_helps(sandbox, create, count):
    sandbox.faults.fail_before_commit(CREATE)

    with pytest.raises(stripe.APIError) as failed:
        create(KEY)

    assert failed.value.http_status == 500
    assert failed.value.request_id
    assert count() == 0
    assert create(KEY).status == "open"
    assert count() == 1


def test_a_kept_failure_is_the_answer_to_its_key_until_another_key_is_used(sandbox, create, count):
    sandbox.faults.fail_before_commit(CREATE, kept=True)

    for _try in range(2):
        with pytest.raises(stripe.APIError):
            create(KEY)

    assert count() == 0
    assert create({"idempotency_key": "TL-0001:2:create"}).status == "open"


@pytest.mark.parametrize(
    ("how", "error"),
    [("500", stripe.APIError), ("reset", stripe.APIConnectionError), ("timeout", stripe.APIConnectionError)],
)
def test_a_lost_answer_is_found_again_under_the_same_key(sandbox, create, count, how, error):
    sandbox.faults.fail_after_commit(CREATE, how=how, seconds=0.1)

    with pytest.raises(error):
        create(KEY)

    assert count() == 1
    assert create(KEY).status == "open"
    assert count() == 1


def test_the_clients_own_retries_get_over_it(sandbox):
    client = stripe.StripeClient("sk_test_x", base_addresses={"api": sandbox.base_url}, max_network_retries=2)
    sandbox.faults.fail_after_commit(CREATE, how="reset")

    client.v1.checkout.sessions.create(checkout_params())

    assert len(client.v1.checkout.sessions.list().data) == 1


def test_a_client_that_gives_up_waiting_finds_the_work_done(sandbox, count):
    impatient = stripe.StripeClient(
        "sk_test_x",
        base_addresses={"api": sandbox.base_url},
        http_client=stripe.RequestsClient(timeout=0.3),
    )
    sandbox.faults.fail_after_commit(CREATE, how="timeout", seconds=5)

    with pytest.raises(stripe.APIConnectionError):
        impatient.v1.checkout.sessions.create(checkout_params())

    assert count() == 1


def test_a_broken_connection_before_the_work_does_nothing(sandbox, create, count):
    sandbox.faults.reset(CREATE)

    with pytest.raises(stripe.APIConnectionError):
        create()

    assert count() == 0


def test_too_many_requests_are_said_to_be_so(sandbox, create, count):
    sandbox.faults.rate_limit(CREATE, times=2)

    for _try in range(2):
        with pytest.raises(stripe.RateLimitError) as limited:
            create()
        assert (limited.value.http_status, limited.value.json_body["error"]["code"]) == (429, "rate_limit")

    assert create().status == "open"
    assert count() == 1


def test_a_delay_before_the_work_delays_the_work_and_one_after_only_the_answer(sandbox, create, count):
    sandbox.faults.delay_before(CREATE, seconds=0.6)
    began = time.monotonic()
    waiting = threading.Thread(target=create)
    waiting.start()
    time.sleep(0.2)
    assert count() == 0
    waiting.join()
    assert time.monotonic() - began >= 0.6

    sandbox.faults.delay_after(CREATE, seconds=0.6)
    waiting = threading.Thread(target=create)
    waiting.start()
    time.sleep(0.3)
    assert count() == 2
    assert waiting.is_alive()
    waiting.join()


def test_a_knob_turns_for_its_route_only_after_skipping_and_only_so_often(sandbox, create, client):
    session = create()
    sandbox.faults.rate_limit("GET /v1/checkout/sessions/*", times=1, skip=1)

    create()
    read = client.v1.checkout.sessions.retrieve
    assert read(session.id).id == session.id
    with pytest.raises(stripe.RateLimitError):
        read(session.id)
    assert read(session.id).id == session.id
    assert sandbox.faults.waiting() == []


def test_a_knob_without_a_count_stays_on_until_it_is_cleared(sandbox, create):
    sandbox.faults.rate_limit("*/v1/*", times=None)
    for _try in range(3):
        with pytest.raises(stripe.RateLimitError):
            create()

    sandbox.faults.clear()

    assert create().status == "open"


def test_troubles_can_meet_in_one_request(sandbox, create, count):
    sandbox.faults.delay_before(CREATE, seconds=0.3)
    sandbox.faults.fail_after_commit(CREATE)
    began = time.monotonic()

    with pytest.raises(stripe.APIError):
        create()

    assert time.monotonic() - began >= 0.3
    assert count() == 1


def test_the_pay_page_can_go_wrong_too(sandbox, create, state_of):
    session = create()
    sandbox.faults.fail_after_commit("POST /c/pay/*", how="reset")

    with pytest.raises(requests.ConnectionError):
        pay(session)

    assert state_of(session).payment_status == "paid"


def test_the_shop_hears_of_the_payment_before_the_customer_is_sent_back(config, sandbox, receiver, create):
    config.webhook_url = receiver.url
    session = create()
    sandbox.faults.deliver_before_answer("POST /c/pay/*")

    assert pay(session).status_code == 303

    assert [event.type for event in receiver.events] == ["checkout.session.completed"]
    assert sandbox.events("checkout.session.completed")[0]["pending_webhooks"] == 0


def test_webhooks_go_before_the_answer_even_while_paused(config, sandbox, receiver, create, client):
    config.webhook_url = receiver.url
    session = create()
    sandbox.pause_webhooks()
    sandbox.faults.deliver_before_answer("POST /v1/checkout/sessions/*/expire")

    client.v1.checkout.sessions.expire(session.id)

    assert [event.type for event in receiver.events] == ["checkout.session.expired"]


def test_a_session_can_be_paid_before_the_shop_knows_its_id(config, sandbox, receiver, create, state_of):
    config.webhook_url = receiver.url
    known = []
    take = receiver.take

    def settle(body, signature, secret):
        known.append(list(created))
        return take(body, signature, secret)

    receiver.take = settle
    created = []
    sandbox.faults.pay_before_answer()

    created.append(create().id)

    assert known == [[]], "the webhook came while the shop still waited for its answer"
    assert receiver.events[0].data.object["id"] == created[0]
    assert state_of(created[0]).payment_status == "paid"


def test_a_sandbox_that_stops_cuts_off_whoever_waits(config):
    server = SandboxServer(config)
    server.start()
    server.faults.delay_before(CREATE, seconds=60)
    failed = threading.Event()

    def wait():
        try:
            client_for(server).v1.checkout.sessions.create(checkout_params())
        except stripe.APIConnectionError:
            failed.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    server.stop()

    assert failed.wait(5)
    waiting.join()


@pytest.mark.parametrize(
    "turn",
    [
        lambda faults: faults.rate_limit("/v1/checkout/sessions"),
        lambda faults: faults.fail_after_commit(CREATE, how="politely"),
        lambda faults: faults.chaos(1, 1.5),
    ],
)
def test_a_knob_that_cannot_be_turned_says_so(turn):
    with pytest.raises(SandboxError):
        turn(Faults())


def _history(seed, probability=0.5):
    faults = Faults()
    faults.chaos(seed, probability)
    lines = [("POST", "/v1/checkout/sessions"), ("GET", "/v1/checkout/sessions/cs_test_" + "a" * 60)] * 20
    return [sorted(faults.take(*line)) for line in lines], faults.fired


def test_chaos_is_the_same_for_the_same_seed_and_another_for_another():
    first, again, other = _history(7), _history(7), _history(8)

    assert first == again
    assert first != other
    assert len({trouble for trouble, _line in first[1]}) > 3, "troubles of several kinds"


def test_chaos_does_not_depend_on_how_routes_interleave_or_on_ids():
    alone, mixed = Faults(), Faults()
    for faults in (alone, mixed):
        faults.chaos(3, 0.5)

    expected = [alone.take("GET", f"/v1/refunds/re_{'x' * 24}") for _number in range(20)]
    found = []
    for number in range(20):
        mixed.take("POST", "/v1/refunds")
        found.append(mixed.take("GET", f"/v1/refunds/re_{number:024}"))

    assert [set(taken) for taken in found] == [set(taken) for taken in expected]


def test_chaos_touches_as_many_requests_as_its_probability_says():
    assert _history(1, 0.0) == ([[]] * 40, [])
    assert all(_history(1, 1.0)[0])
    assert 10 <= len(_history(1, 0.5)[1]) <= 30


def test_in_chaos_a_shop_that_keeps_to_its_key_makes_one_session(sandbox, create, count):
    sandbox.faults.chaos(seed=11, probability=0.7)
    for _try in range(40):
        try:
            create(KEY)
        except stripe.StripeError:
            continue
    fired = list(sandbox.faults.fired)
    sandbox.faults.clear()

    assert len(fired) > 10
    assert count() == 1
