"""Idempotency keys."""

import threading

import pytest
import stripe

from tests.stripe_sandbox.driving import checkout_params, client_for, pay

KEY = {"idempotency_key": "TL-0001:1:create"}


def _sessions(client):
    return [session.id for session in client.v1.checkout.sessions.list({"limit": 100}).data]


def test_the_same_request_under_a_key_is_done_once_and_answered_alike(client):
    first = client.v1.checkout.sessions.create(checkout_params(), KEY)
    pay(first)
    again = client.v1.checkout.sessions.create(checkout_params(), KEY)

    assert again.to_dict() == first.to_dict()
    assert again.status == "open", "the answer is the first one, not the state of now"
    assert _sessions(client) == [first.id]
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert again.last_response.headers["Original-Request"] == first.last_response.request_id
    assert again.last_response.request_id != first.last_response.request_id


def test_requests_without_a_key_or_under_two_keys_are_two(client):
    client.v1.checkout.sessions.create(checkout_params(), {"idempotency_key": "a"})
    client.v1.checkout.sessions.create(checkout_params(), {"idempotency_key": "b"})
    client.v1.checkout.sessions.create(checkout_params())

    assert len(_sessions(client)) == 3


def test_another_body_under_the_key_is_refused_and_changes_nothing(client):
    first = client.v1.checkout.sessions.create(checkout_params(), KEY)

    with pytest.raises(stripe.IdempotencyError, match="same parameters") as refused:
        client.v1.checkout.sessions.create(checkout_params(client_reference_id="TL-0002"), KEY)

    assert refused.value.http_status == 400
    assert _sessions(client) == [first.id]


def test_another_endpoint_under_the_key_is_refused(client):
    session = client.v1.checkout.sessions.create(checkout_params(), KEY)

    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.checkout.sessions.expire(session.id, options=KEY)

    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"


def test_a_request_that_was_refused_unread_may_be_corrected_under_its_key(client):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(checkout_params(payment_method_types=["card"]), KEY)

    assert client.v1.checkout.sessions.create(checkout_params(), KEY).status == "open"


def test_an_error_out_of_the_work_itself_is_the_answer_from_then_on(client):
    session = client.v1.checkout.sessions.create(checkout_params())
    pay(session)
    answers = []
    for _try in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.checkout.sessions.expire(session.id, options=KEY)
        answers.append(refused.value)

    assert answers[0].user_message == answers[1].user_message
    assert "Idempotent-Replayed" not in answers[0].headers
    assert answers[1].headers["Idempotent-Replayed"] == "true"


def test_an_error_that_was_kept_is_not_forgiven_by_time_passing(client, clock):
    """Why a shop stores its request body: the second try with a corrected time needs a new key."""
    params = checkout_params(expires_at=int(clock()) + 60)
    with pytest.raises(stripe.InvalidRequestError, match="at least 30 minutes"):
        client.v1.checkout.sessions.create(params, KEY)

    with pytest.raises(stripe.IdempotencyError):
        client.v1.checkout.sessions.create(checkout_params(expires_at=int(clock()) + 3600), KEY)


def test_a_key_in_use_is_a_409_and_free_again_afterwards(sandbox, client):
    with sandbox._started.engine.keys_in_use.hold(KEY["idempotency_key"]):
        with pytest.raises(stripe.APIError) as refused:
            client.v1.checkout.sessions.create(checkout_params(), KEY)
        assert (refused.value.http_status, refused.value.error.code) == (409, "idempotency_key_in_use")

    assert client.v1.checkout.sessions.create(checkout_params(), KEY).status == "open"


def test_many_at_once_under_one_key_make_one_session(sandbox, client):
    answers: list[str] = []
    start = threading.Barrier(8)

    def create():
        mine = client_for(sandbox)
        start.wait()
        try:
            answers.append(mine.v1.checkout.sessions.create(checkout_params(), KEY).id)
        except stripe.StripeError as error:
            answers.append(error.error.code)

    threads = [threading.Thread(target=create) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (session_id,) = _sessions(client)
    assert len(answers) == 8
    assert set(answers) <= {session_id, "idempotency_key_in_use"}
    assert session_id in answers


def test_after_a_day_a_key_is_forgotten(client, clock):
    first = client.v1.checkout.sessions.create(checkout_params(), KEY)
    clock.advance(24 * 60 * 60 - 60)
    assert client.v1.checkout.sessions.create(checkout_params(), KEY).id == first.id

    clock.advance(120)

    assert client.v1.checkout.sessions.create(checkout_params(), KEY).id != first.id


def test_an_overlong_key_is_refused(client):
    with pytest.raises(stripe.IdempotencyError, match="255"):
        client.v1.checkout.sessions.create(checkout_params(), {"idempotency_key": "k" * 256})
