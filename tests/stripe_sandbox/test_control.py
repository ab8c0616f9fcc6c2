"""The controls over HTTP, and the page for people."""

import pytest
import requests
from bs4 import BeautifulSoup

from stripe_sandbox import SandboxConfig

DAY = 24 * 60 * 60


@pytest.fixture
def config(config: SandboxConfig) -> SandboxConfig:
    config.control = True
    return config


@pytest.fixture
def post(sandbox):
    return lambda name, **arguments: requests.post(
        f"{sandbox.base_url}/_control/{name}", json=arguments, timeout=10
    )


@pytest.fixture
def press(sandbox):
    """Press the button with these words on the page for people; the page that comes then."""

    def press_button(words):
        page = BeautifulSoup(requests.get(sandbox.base_url, timeout=10).text, "html.parser")
        form = page.find("button", string=words).find_parent("form")
        typed = {field["name"]: field["value"] for field in form.find_all("input")}
        answer = requests.post(sandbox.base_url + form["action"], data=typed, timeout=10)
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser").get_text(" ", strip=True)

    return press_button


def test_without_the_flag_there_are_no_controls(config, sandbox, post):
    config.control = False
    sandbox.stop()
    sandbox.start()

    assert requests.get(f"{sandbox.base_url}/", timeout=10).status_code == 404
    assert (
        requests.post(f"{sandbox.base_url}/_control/advance", json={"seconds": 1}, timeout=10).status_code
        == 404
    )


def test_a_store_payment_can_be_played_over_http(sandbox, post, checkout, state_of):
    session = checkout()

    assert post("take_slip", session=session.id).json()["payment_status"] == "unpaid"
    paid = post("pay_slip", session=session.id, store="ministop").json()

    assert paid["payment_status"] == "paid"
    charge = state_of(session).payment_intent.latest_charge.id
    refund = post("refund", charge=charge, amount=100).json()
    assert post("move_refund", refund=refund["id"], status="succeeded").json()["status"] == "succeeded"


def test_a_dispute_can_be_played_over_http(post, checkout, state_of):
    session = checkout()
    post("pay_by_card", session=session.id)
    dispute = post("open_dispute", charge=state_of(session).payment_intent.latest_charge.id).json()

    assert post("send_evidence", dispute=dispute["id"]).json()["status"] == "under_review"
    assert post("lose_dispute", dispute=dispute["id"]).json()["status"] == "lost"


def test_clock_knobs_and_webhooks_are_moved_over_http(config, sandbox, receiver, post, checkout):
    config.webhook_url = receiver.url
    assert post("webhooks/pause").status_code == 200
    checkout()

    assert post("advance", seconds=2 * DAY).json()["ahead"] == 2 * DAY
    assert receiver.events == []
    assert post("webhooks/duplicate", copies=1).status_code == 200
    post("webhooks/resume")
    assert len({event.id for event in receiver.wait_for(2)}) == 1
    event = receiver.events[0].id
    assert post("redeliver", event=event).json() == {"status": 200}

    assert post("faults/fail_after_commit", route="POST /v1/refunds", how="reset", times=2).status_code == 200
    state = requests.get(f"{sandbox.base_url}/_control/", timeout=10).json()
    assert [(fault["trouble"], fault["times"]) for fault in state["faults"]] == [("reset_after_commit", 2)]
    assert "faults/chaos" in state["names"]
    post("faults/clear")
    assert sandbox.faults.waiting() == []


@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("nonsense", {}, 404),
        ("_pay", {}, 404),
        ("advance", {}, 400),
        ("advance", {"seconds": -1}, 400),
        ("advance", {"seconds": "soon"}, 400),
        ("pay_slip", {"session": "cs_test_nothing"}, 400),
        ("pay_slip", {"session": "cs_test_nothing", "shop": "x"}, 400),
        ("pay_by_card", {"session": "cs_test_nothing", "number": "1"}, 400),
        ("faults/fail_after_commit", {"route": "POST /v1/refunds", "how": "x"}, 400),
    ],
)
def test_what_cannot_be_done_is_explained(post, name, arguments, status):
    answer = post(name, **arguments)

    assert answer.status_code == status
    assert answer.json()["error"]


def test_only_json_moves_anything(sandbox):
    """A form on a foreign website can send text, but not JSON."""
    url = f"{sandbox.base_url}/_control/advance"

    for answer in (
        requests.post(url, data={"seconds": 5}, timeout=10),
        requests.post(url, data='{"seconds": 5}', headers={"Content-Type": "text/plain"}, timeout=10),
        requests.post(url, json=[5], timeout=10),
    ):
        assert answer.status_code == 415
    assert sandbox.clock.ahead == 0


def test_the_page_plays_a_store_payment_from_slip_to_refund(sandbox, checkout, press, state_of):
    session = checkout()
    sandbox.control.take_slip(session.id)

    text = press("コンビニで支払う")
    assert "TL-0001" in text
    assert "￥7,000" in text
    assert "支払い済み" in text
    assert "返金 ￥7,000：お客様の口座情報を待っています" in press("管理画面から返金する")
    assert "返金 ￥7,000：返金済み" in press("返金を成功にする")
    assert "返金 ￥7,000：失敗" in press("返金を失敗にする")
    assert state_of(session).payment_intent.latest_charge.amount_refunded == 0


def test_the_page_plays_a_dispute(sandbox, checkout, press):
    sandbox.control.pay_by_card(checkout().id)

    assert "異議 ￥7,000：回答を待っています" in press("異議を起こす")
    assert "異議 ￥7,000：審査中" in press("異議に回答したことにする")
    assert "異議 ￥7,000：お店の勝ち" in press("異議をお店の勝ちで終える")


def test_the_page_lets_time_pass(sandbox, checkout, press):
    checkout()

    assert "期限切れ" in press("期限を過ぎたことにする")
    sandbox.control.take_slip(checkout().id)
    assert "コンビニの期限切れ" in press("期限を過ぎたことにする")
    press("時計を1日進める")
    assert sandbox.clock.ahead == DAY


def test_the_page_turns_all_knobs_off(sandbox, press):
    sandbox.faults.rate_limit("POST /v1/refunds")

    press("不具合をすべて解除する")

    assert sandbox.faults.waiting() == []


def test_the_page_explains_what_is_not_possible_now_and_refuses_foreign_forms(sandbox, checkout):
    session = checkout()
    url = f"{sandbox.base_url}/_control/page/pay_slip"

    impossible = requests.post(url, data={"session": session.id}, timeout=10)
    unknown = requests.post(f"{sandbox.base_url}/_control/page/nonsense", timeout=10)
    for origin in ("https://example.com", "null"):
        advance = f"{sandbox.base_url}/_control/page/advance"
        foreign = requests.post(advance, data={"seconds": 60}, headers={"Origin": origin}, timeout=10)
        assert foreign.status_code == 409
    own = requests.post(
        f"{sandbox.base_url}/_control/page/advance",
        data={"seconds": 60},
        headers={"Origin": sandbox.base_url},
        timeout=10,
    )

    assert (impossible.status_code, unknown.status_code, own.status_code) == (409, 409, 200)
    assert "いまはこの操作ができません" in impossible.text
    assert sandbox.clock.ahead == 60


def test_the_page_holds_to_a_strict_policy_and_labels_its_fields(sandbox, checkout):
    sandbox.control.pay_by_card(checkout().id)
    answer = requests.get(f"{sandbox.base_url}/", timeout=10)
    page = BeautifulSoup(answer.text, "html.parser")

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.find_all(["script", "style"]) == []
    assert page.find_all(style=True) == []
    for field in page.find_all("input", type=lambda kind: kind != "hidden"):
        assert page.find("label", attrs={"for": field["id"]})
