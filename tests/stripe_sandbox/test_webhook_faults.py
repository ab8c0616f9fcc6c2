"""The knobs for what goes wrong with webhooks."""

import time

import pytest

from stripe_sandbox import SandboxError
from stripe_sandbox.webhook_faults import Plan, WebhookFaults
from tests.stripe_sandbox.driving import LONG_ENOUGH

# Who changes the sandbox runs them by naming its folder; nothing else can break them.
pytestmark = pytest.mark.thorough

COMPLETED = "checkout.session.completed"


@pytest.fixture
def shop(config, receiver):
    config.webhook_url = receiver.url
    return receiver


@pytest.fixture
def pay(sandbox, checkout):
    """Pay a new session; its id."""

    def pay_one():
        session = checkout()
        sandbox.control.pay_by_card(session.id)
        return session.id

    return pay_one


def _sessions(events):
    return [event.data.object["id"] for event in events]


def test_a_lost_webhook_never_comes_and_is_listed_as_undelivered(sandbox, shop, client, pay):
    sandbox.faults.webhooks.lose(COMPLETED)

    lost, sent = pay(), pay()

    assert _sessions(shop.wait_for(1)) == [sent]
    time.sleep(LONG_ENOUGH)
    assert len(shop.events) == 1
    (undelivered,) = client.v1.events.list({"delivery_success": False}).data
    assert undelivered.data.object["id"] == lost


def test_a_duplicated_webhook_comes_several_times_with_one_id(sandbox, shop, pay):
    sandbox.faults.webhooks.duplicate(COMPLETED, copies=2)

    pay()
    events = shop.wait_for(3)
    pay()

    assert len({event.id for event in events}) == 1
    assert len(shop.wait_for(4)) == 4
    time.sleep(LONG_ENOUGH)
    assert len(shop.events) == 4, "the knob turned once"


def test_a_delayed_webhook_is_overtaken(sandbox, shop, pay):
    sandbox.faults.webhooks.delay(1.0, COMPLETED)

    late, early = pay(), pay()

    assert _sessions(shop.wait_for(2)) == [early, late]


def test_a_knob_waits_for_its_type_of_event(sandbox, shop, client, checkout, pay):
    sandbox.faults.webhooks.lose("checkout.session.expired")

    pay()
    client.v1.checkout.sessions.expire(checkout().id)
    pay()

    assert [event.type for event in shop.wait_for(2)] == [COMPLETED, COMPLETED]
    assert sandbox.faults.webhooks.waiting() == []


def _order(sandbox, shop, pay, seed):
    """In which order six webhooks arrive that were queued while the sandbox was paused."""
    sandbox.pause_webhooks()
    sandbox.faults.webhooks.reorder(seed, window=0.1)
    sent = [pay() for _number in range(6)]
    before = len(shop.events)
    sandbox.resume_webhooks()
    arrived = _sessions(shop.wait_for(before + 6)[before:])
    assert sorted(arrived) == sorted(sent)
    return [sent.index(session_id) for session_id in arrived]


def test_the_order_of_webhooks_is_decided_by_the_seed(sandbox, shop, pay):
    first, again, other = (_order(sandbox, shop, pay, seed) for seed in (5, 5, 6))

    assert first == again != other
    assert first != sorted(first)


@pytest.mark.parametrize("count", [2, 5, 9])
def test_every_permutation_is_complete_and_repeatable(count):
    def shuffled(seed):
        faults = WebhookFaults()
        faults.reorder(seed, window=0)
        return faults.arrange([f"evt_{number}" for number in range(count)])

    permutations = [shuffled(seed) for seed in range(20)]

    assert permutations == [shuffled(seed) for seed in range(20)]
    assert {tuple(sorted(permutation)) for permutation in permutations} == {
        tuple(f"evt_{number}" for number in range(count))
    }
    assert len({tuple(permutation) for permutation in permutations}) > 1


def test_webhooks_are_held_until_the_window_is_over():
    faults = WebhookFaults()
    faults.reorder(1, window=0.2)

    assert faults.arrange(["a", "b"]) == []
    time.sleep(0.25)

    assert sorted(faults.arrange(["a", "b", "c"])) == ["a", "b", "c"]
    assert faults.arrange(["d"]) == [], "the next collection has begun"


def test_chaos_is_the_same_for_the_same_seed():
    def plans(seed):
        faults = WebhookFaults()
        faults.chaos(seed, 0.5)
        return [faults.plan(COMPLETED) for _number in range(30)]

    assert plans(3) == plans(3) != plans(4)
    assert {plan.lost for plan in plans(3)} == {True, False}
    assert {plan.copies for plan in plans(3)} == {0, 2}


def test_clearing_turns_everything_off():
    faults = WebhookFaults()
    faults.lose(times=None)
    faults.chaos(1, 1.0)
    faults.clear()

    assert faults.plan(COMPLETED) == Plan()
    assert faults.arrange(["a", "b", "c"]) == ["a", "b", "c"]
    with pytest.raises(SandboxError):
        faults.chaos(1, -0.1)
