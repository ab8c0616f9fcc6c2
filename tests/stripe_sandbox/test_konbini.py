"""Paying at a convenience store: the slip, its deadline at midnight in Japan, the money or none."""

import threading
from datetime import UTC, datetime

import pytest
import requests
import stripe
from bs4 import BeautifulSoup

from stripe_sandbox import SandboxError
from stripe_sandbox.slips import deadline
from tests.stripe_sandbox.driving import checkout_params, choose, line, pay

STORES = {"familymart", "lawson", "ministop", "seicomart"}
DAY = 24 * 60 * 60


def _utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.fixture
def slip_for(checkout):
    """A session whose customer has chosen the store, to be paid within two days."""

    def make(**typed):
        options = {"konbini": {"expires_after_days": 2}}
        session = checkout(payment_method_options=options)
        assert choose(session, "konbini", **typed).status_code == 303
        return session

    return make


@pytest.mark.parametrize(
    ("now", "days", "last_second"),
    [
        ("2026-11-23 14:59:59", 2, "2026-11-25 14:59:59"),  # 23:59:59 of the 23rd in Japan
        ("2026-11-23 15:00:00", 2, "2026-11-26 14:59:59"),  # midnight: the 24th in Japan
        ("2026-11-23 14:59:59", 1, "2026-11-24 14:59:59"),
        ("2026-12-31 15:00:00", 1, "2027-01-02 14:59:59"),  # new year's day in Japan
        ("2028-02-27 20:00:00", 1, "2028-02-29 14:59:59"),  # a leap day
        ("2026-11-23 03:00:00", 60, "2027-01-22 14:59:59"),
    ],
)
def test_a_slip_is_good_to_the_last_second_of_its_day_in_japan(now, days, last_second):
    assert deadline(_utc(now), days) == _utc(last_second)


def test_choosing_the_store_completes_the_session_unpaid_and_shows_the_slip(sandbox, checkout, state_of):
    session = checkout()

    answer = choose(session, "konbini", phone="03-1234-5678")

    assert answer.headers["Location"] == f"/c/konbini/{session.id}"
    now = state_of(session)
    assert (now.status, now.payment_status, now.url) == ("complete", "unpaid", None)
    assert (now.customer_details.name, now.customer_details.phone) == ("山田 花子", "0312345678")
    intent = now.payment_intent
    assert (intent.status, intent.amount_received, intent.latest_charge) == ("requires_action", 0, None)
    assert intent.next_action.type == "konbini_display_details"
    slip = intent.next_action.konbini_display_details
    assert slip.expires_at == deadline(sandbox.clock(), 3), "three days when the shop names none"
    assert slip.hosted_voucher_url == f"{sandbox.base_url}/c/konbini/{session.id}"
    assert set(slip.stores.to_dict()) == STORES
    for store in slip.stores.to_dict().values():
        assert store["confirmation_number"] == "0312345678"
        assert store["payment_code"].isdigit()
    assert [event["type"] for event in sandbox.events()] == [
        "payment_intent.created",
        "payment_intent.requires_action",
        "checkout.session.completed",
    ]


def test_without_a_phone_number_a_confirmation_number_is_made_up(slip_for, state_of):
    slip = state_of(slip_for()).payment_intent.next_action.konbini_display_details

    assert len(slip.stores.lawson.confirmation_number) == 11


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"konbini_name": " "}, "konbini_name"), ({"phone": "12345"}, "phone"), ({"phone": "0" * 11}, "phone")],
)
def test_a_mistyped_field_is_pointed_out_and_no_slip_is_made(sandbox, checkout, typed, field):
    answer = choose(checkout(), "konbini", **typed)

    assert answer.status_code == 422
    assert BeautifulSoup(answer.text, "html.parser").find(id=field)["aria-invalid"] == "true"
    assert sandbox.events() == []


def test_a_method_that_is_not_offered_cannot_be_chosen(sandbox, checkout):
    session = checkout(excluded_payment_method_types=["konbini"])

    assert choose(session, "konbini").status_code == 422
    with pytest.raises(SandboxError, match="does not offer konbini"):
        sandbox.control.take_slip(session.id)
    assert sandbox.events() == []


def test_paying_at_the_store_brings_the_money_and_tells_the_shop(sandbox, slip_for, state_of):
    session = slip_for()

    sandbox.control.pay_slip(session.id, "familymart")

    now = state_of(session)
    assert (now.status, now.payment_status) == ("complete", "paid")
    intent = now.payment_intent
    assert (intent.status, intent.amount_received, intent.next_action) == ("succeeded", 7000, None)
    details = intent.latest_charge.payment_method_details
    assert (details.type, details.konbini.store.chain) == ("konbini", "familymart")
    assert [event["type"] for event in sandbox.events()][-3:] == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.async_payment_succeeded",
    ]


def test_the_voucher_page_shows_the_codes_and_has_a_till(slip_for, state_of):
    session = slip_for()
    slip = state_of(session).payment_intent.next_action.konbini_display_details
    page = requests.get(slip.hosted_voucher_url, timeout=10).text

    for shown in (
        "ファミリーマート",
        "セイコーマート",
        slip.stores.ministop.payment_code,
        "23:59",
        "￥7,000",
    ):
        assert shown in page
    assert session.success_url.replace("{CHECKOUT_SESSION_ID}", session.id) in page

    paid = requests.post(slip.hosted_voucher_url, data={"store": "seicomart"}, timeout=10)
    again = requests.post(slip.hosted_voucher_url, data={"store": "seicomart"}, timeout=10)

    assert "お支払いは完了しています" in paid.text
    assert (paid.status_code, again.status_code) == (200, 409)
    assert (
        state_of(session).payment_intent.latest_charge.payment_method_details.konbini.store.chain
        == "seicomart"
    )


def test_a_slip_can_be_paid_in_its_last_second_and_lapses_in_the_next(sandbox, slip_for, state_of, clock):
    in_time, too_late = slip_for(), slip_for()
    last_second = state_of(in_time).payment_intent.next_action.konbini_display_details.expires_at

    clock.stand_at(last_second)
    sandbox.control.pay_slip(in_time.id)
    clock.stand_at(last_second + 1)

    assert state_of(in_time).payment_status == "paid"
    with pytest.raises(SandboxError, match="no slip that waits"):
        sandbox.control.pay_slip(too_late.id)
    lapsed = state_of(too_late)
    assert (lapsed.status, lapsed.payment_status) == ("complete", "unpaid")
    assert lapsed.payment_intent.status == "requires_payment_method"
    assert lapsed.payment_intent.last_payment_error.code == "payment_intent_payment_attempt_expired"
    assert [event["type"] for event in sandbox.events()][-2:] == [
        "payment_intent.payment_failed",
        "checkout.session.async_payment_failed",
    ]


def test_a_lapsed_slip_lapses_once_and_its_page_says_so(sandbox, slip_for, clock):
    session = slip_for()
    clock.advance(4 * DAY)

    page = requests.get(f"{sandbox.base_url}/c/konbini/{session.id}", timeout=10).text
    sandbox.clock.advance(DAY)

    assert "お支払い期限が過ぎました" in page
    assert len(sandbox.events("checkout.session.async_payment_failed")) == 1


def test_with_a_grace_a_slip_can_still_be_paid_after_its_deadline(config, sandbox, slip_for, state_of, clock):
    config.konbini_grace = 3600
    session = slip_for()
    last_second = state_of(session).payment_intent.next_action.konbini_display_details.expires_at

    clock.stand_at(last_second + 3600)
    sandbox.control.pay_slip(session.id)

    assert state_of(session).payment_status == "paid"


def test_a_session_with_a_slip_can_neither_be_expired_nor_paid_by_card(client, slip_for):
    session = slip_for()

    with pytest.raises(stripe.InvalidRequestError, match="status of complete"):
        client.v1.checkout.sessions.expire(session.id)
    answer = pay(session)
    assert answer.status_code == 409
    assert "コンビニ払いのお手続きは完了しています" in answer.text


def test_the_slip_outlives_the_session_and_the_idempotency_key(sandbox, slip_for, state_of):
    session = slip_for()
    sandbox.clock.advance(DAY + 60)

    assert state_of(session).status == "complete"
    sandbox.control.pay_slip(session.id)
    assert state_of(session).payment_status == "paid"


def test_paying_and_lapsing_at_once_has_one_winner(sandbox, slip_for, state_of):
    session = slip_for()
    start = threading.Barrier(2)
    refused = []

    def act(action):
        start.wait()
        try:
            action(session.id)
        except SandboxError as error:
            refused.append(error)

    threads = [
        threading.Thread(target=act, args=(action,))
        for action in (sandbox.control.pay_slip, sandbox.control.lapse_slip)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    paid = state_of(session).payment_status == "paid"
    assert len(sandbox.events("charge.succeeded")) == paid
    assert len(sandbox.events("checkout.session.async_payment_failed")) == 1 - paid


@pytest.mark.parametrize("days", [0, 61])
def test_the_deadline_is_one_to_sixty_days_ahead(client, days):
    params = checkout_params(
        line_items=[line(500)], payment_method_options={"konbini": {"expires_after_days": days}}
    )

    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.checkout.sessions.create(params)

    assert refused.value.param == "payment_method_options[konbini][expires_after_days]"


def test_a_voucher_page_without_a_slip_is_not_there(sandbox, checkout):
    for session_id in (checkout().id, "cs_test_nothing"):
        assert requests.get(f"{sandbox.base_url}/c/konbini/{session_id}", timeout=10).status_code == 404
