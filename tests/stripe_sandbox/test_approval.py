"""Payments that the customer must approve elsewhere: 3-D Secure and PayPay. And orders that cost nothing."""

import requests

from tests.stripe_sandbox.driving import answer_approval, choose, line, pay

SECURE = "4000 0027 6000 3184"


def _page(sandbox, answer):
    assert answer.status_code == 303
    return sandbox.base_url + answer.headers["Location"]


def test_a_card_with_3d_secure_is_charged_after_the_bank_has_asked(sandbox, checkout, state_of):
    session = checkout()
    page = _page(sandbox, pay(session, SECURE))

    waiting = state_of(session)
    assert (waiting.status, waiting.payment_intent.status) == ("open", "requires_action")
    action = waiting.payment_intent.next_action
    assert (action.type, action.redirect_to_url.url) == ("redirect_to_url", page)
    assert waiting.payment_intent.latest_charge is None
    html = requests.get(page, timeout=10).text
    assert "認証する" in html
    assert "認証に失敗する" in html

    done = answer_approval(page, "accept")

    assert done.headers["Location"].endswith(f"session_id={session.id}")
    paid = state_of(session)
    assert (paid.status, paid.payment_status, paid.payment_intent.status) == ("complete", "paid", "succeeded")
    secure = paid.payment_intent.latest_charge.payment_method_details.card.three_d_secure
    assert (secure.result, secure.authentication_flow) == ("authenticated", "challenge")
    assert [event["type"] for event in sandbox.events()] == [
        "payment_intent.created",
        "payment_intent.requires_action",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_a_failed_authentication_leaves_the_session_open_for_another_try(sandbox, checkout, state_of):
    session = checkout()

    back = answer_approval(_page(sandbox, pay(session, SECURE)), "refuse")

    assert "お支払いは認証されませんでした" in requests.get(_page(sandbox, back), timeout=10).text
    failed = state_of(session)
    assert (failed.status, failed.payment_status) == ("open", "unpaid")
    assert failed.payment_intent.status == "requires_payment_method"
    assert failed.payment_intent.last_payment_error.code == "payment_intent_authentication_failure"
    assert failed.payment_intent.next_action is None
    assert sandbox.events("payment_intent.payment_failed")
    assert sandbox.events("charge.failed") == []

    assert pay(session).status_code == 303
    assert state_of(session).payment_status == "paid"


def test_paypay_pays_at_once_when_approved(sandbox, checkout, state_of):
    session = checkout()
    page = _page(sandbox, choose(session, "paypay"))
    assert "PayPay" in requests.get(page, timeout=10).text

    assert answer_approval(page, "accept").headers["Location"] == session.success_url.replace(
        "{CHECKOUT_SESSION_ID}", session.id
    )

    paid = state_of(session)
    assert (paid.status, paid.payment_status) == ("complete", "paid")
    assert paid.payment_intent.latest_charge.payment_method_details.to_dict() == {
        "paypay": {},
        "type": "paypay",
    }


def test_cancelling_at_paypay_leads_back_to_the_pay_page(sandbox, checkout, state_of):
    session = checkout()

    back = answer_approval(_page(sandbox, choose(session, "paypay")), "refuse")

    assert back.headers["Location"] == f"/c/pay/{session.id}?refused"
    assert state_of(session).status == "open"


def test_an_approval_counts_only_for_what_its_page_was_about(sandbox, checkout, state_of):
    """In another tab the customer has meanwhile begun something else."""
    session = checkout()
    page = _page(sandbox, pay(session, SECURE))
    stale = {"attempt": state_of(session).payment_intent.payment_method, "answer": "accept"}
    choose(session, "paypay")

    answer = requests.post(page, data=stale, allow_redirects=False, timeout=10)

    assert answer.headers["Location"] == f"/c/pay/{session.id}"
    assert state_of(session).payment_status == "unpaid"
    assert sandbox.events("charge.succeeded") == []


def test_an_approval_after_the_session_has_run_out_charges_nothing(sandbox, client, checkout, state_of):
    session = checkout()
    page = _page(sandbox, pay(session, SECURE))
    attempt = state_of(session).payment_intent.payment_method
    client.v1.checkout.sessions.expire(session.id)

    answer = requests.post(page, data={"attempt": attempt, "answer": "accept"}, timeout=10)

    assert answer.status_code == 409
    assert requests.get(page, timeout=10).text.count("有効期限が切れました") == 1
    assert state_of(session).payment_intent.status == "canceled"
    assert sandbox.events("charge.succeeded") == []


def test_an_approval_page_with_nothing_to_approve_leads_to_the_pay_page(sandbox, checkout):
    session = checkout()

    answer = requests.get(f"{sandbox.base_url}/c/approve/{session.id}", allow_redirects=False, timeout=10)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/pay/{session.id}")
    assert requests.get(f"{sandbox.base_url}/c/approve/cs_test_nothing", timeout=10).status_code == 404


def test_an_order_that_costs_nothing_is_confirmed_with_one_button(sandbox, checkout, state_of):
    session = checkout(line_items=[line(0)])
    assert (session.amount_total, session.payment_status) == (0, "no_payment_required")
    page = requests.get(session.url, timeout=10).text
    assert "注文を確定する" in page
    assert "カード番号" not in page

    answer = requests.post(session.url, allow_redirects=False, timeout=10)
    again = requests.post(session.url, allow_redirects=False, timeout=10)

    assert (answer.status_code, again.status_code) == (303, 409)
    done = state_of(session)
    assert (done.status, done.payment_status, done.payment_intent) == (
        "complete",
        "no_payment_required",
        None,
    )
    assert done.customer_details.email == "hanako@example.com"
    assert [event["type"] for event in sandbox.events()] == ["checkout.session.completed"]


def test_an_order_that_costs_nothing_still_needs_an_address(checkout, state_of):
    session = checkout(line_items=[line(0)], customer_email=None)

    assert requests.post(session.url, data={"email": "nobody"}, timeout=10).status_code == 422
    assert state_of(session).status == "open"
    answer = requests.post(session.url, data={"email": "jiro@example.com"}, allow_redirects=False, timeout=10)
    assert answer.status_code == 303
