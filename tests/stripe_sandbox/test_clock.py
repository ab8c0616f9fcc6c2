"""The clock that can be moved ahead."""

import pytest

from stripe_sandbox import SandboxError, SandboxServer
from tests.stripe_sandbox.driving import checkout_params, client_for

DAY = 24 * 60 * 60


def test_moving_the_clock_lets_come_what_is_due_before_it_returns(sandbox, checkout):
    session = checkout()

    sandbox.clock.advance(DAY + 1)

    (expired,) = sandbox.events("checkout.session.expired")
    assert expired["data"]["object"]["id"] == session.id


def test_what_is_made_after_a_move_is_dated_after_it(sandbox, checkout, clock):
    sandbox.clock.advance(3 * DAY)

    session = checkout()

    assert abs(session.created - (clock() + 3 * DAY)) < 5
    assert session.expires_at == session.created + DAY


def test_idempotency_keys_age_with_the_clock(sandbox, client):
    options = {"idempotency_key": "once"}
    first = client.v1.checkout.sessions.create(checkout_params(), options)
    assert client.v1.checkout.sessions.create(checkout_params(), options).id == first.id

    sandbox.clock.advance(DAY + 1)

    assert client.v1.checkout.sessions.create(checkout_params(), options).id != first.id


def test_webhooks_are_signed_with_the_real_time(config, sandbox, receiver, checkout):
    config.webhook_url = receiver.url
    checkout()

    sandbox.clock.advance(DAY + 1)

    assert receiver.wait_for(1)[0].type == "checkout.session.expired"


def test_the_clock_stays_ahead_over_a_restart_and_never_goes_back(config, clock):
    first = SandboxServer(config)
    first.start()
    first.clock.advance(DAY)
    first.clock.advance(DAY)
    with pytest.raises(SandboxError, match="only be moved ahead"):
        first.clock.advance(-1)
    first.stop()

    second = SandboxServer(config)
    second.start()
    try:
        assert second.clock.ahead == 2 * DAY
        created = client_for(second).v1.checkout.sessions.create(checkout_params()).created
        assert created - clock() > 2 * DAY - 5
    finally:
        second.stop()
