"""The page on which the customer pays."""

import threading
from datetime import UTC, datetime

import pytest
import requests
from bs4 import BeautifulSoup

from tests.stripe_sandbox.driving import pay


def _page(url):
    answer = requests.get(url, timeout=10)
    return answer, BeautifulSoup(answer.text, "html.parser")


def _charges(sandbox):
    return sandbox.events("charge.succeeded")


def test_the_page_shows_what_is_bought_from_whom_for_how_much(checkout):
    answer, page = _page(checkout().url)
    text = page.get_text(" ", strip=True)

    assert answer.status_code == 200
    for shown in (
        "Stripe サンドボックス（実際の支払いは発生しません）",
        "足指のお店",
        "足指ソックス 藍",
        "数量 2",
        "￥6,600",
        "送料",
        "￥7,000",
        "発送は2営業日以内です。",
        "hanako@example.com",
        "4000 0000 0000 0002",
    ):
        assert shown in text
    assert page.html["lang"] == "ja"
    assert page.find("a", string="戻る")["href"] == "http://127.0.0.1:9/basket/"


def test_the_page_can_be_walked_by_a_program_that_knows_nothing_but_html(client, checkout):
    session = checkout()
    _answer, page = _page(session.url)
    form = page.find("form", method="post")
    choices = form.find_all("input", type="radio")
    fields = [field for field in form.find_all("input") if field not in choices]

    assert [(choice["value"], choice.parent.get_text(strip=True)) for choice in choices] == [
        ("card", "カード"),
        ("konbini", "コンビニ払い"),
        ("paypay", "PayPay"),
    ]
    autocomplete = {"cc-number", "cc-exp", "cc-csc", "cc-name", "name", "tel"}
    assert {field["autocomplete"] for field in fields} == autocomplete
    for field in fields:
        assert page.find("label", attrs={"for": field["id"]}).get_text()
    assert form.find("button", type="submit").get_text() == "支払う"

    typed = {field["name"]: field["value"] for field in [*fields, form.find("input", checked=True)]}
    answer = requests.post(session.url, data=typed, allow_redirects=False, timeout=10)

    assert answer.status_code == 303
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_the_page_holds_to_a_strict_policy_and_has_no_inline_code(sandbox, checkout):
    answer, page = _page(checkout().url)

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert page.find_all(["script", "style"]) == []
    assert page.find_all(style=True) == []
    (stylesheet,) = page.find_all("link", rel="stylesheet")
    assert requests.get(sandbox.base_url + stylesheet["href"], timeout=10).status_code == 200


def test_texts_of_the_shop_cannot_become_markup(checkout):
    data = {"currency": "jpy", "unit_amount": 500, "product_data": {"name": "<script>alert(1)</script>"}}

    _answer, page = _page(checkout(line_items=[{"quantity": 1, "price_data": data}]).url)

    assert page.find("script") is None
    assert "<script>alert(1)</script>" in page.get_text()


def test_paying_completes_the_session_and_leads_back_to_the_shop(client, checkout):
    session = checkout()

    answer = pay(session, "５５５５ 5555-5555 4444")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:9/checkout/done/?session_id={session.id}"
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert (paid.customer_details.email, paid.customer_details.name) == (
        "hanako@example.com",
        "HANAKO YAMADA",
    )
    intent = paid.payment_intent
    assert (intent.status, intent.amount_received, intent.description) == ("succeeded", 7000, "TL-0001")
    assert intent.metadata.to_dict() == {"order": "TL-0001"}
    assert intent.shipping.address.postal_code == "100-0001"
    charge = intent.latest_charge
    assert (charge.status, charge.paid, charge.amount_captured) == ("succeeded", True, 7000)
    assert charge.metadata.to_dict() == {"order": "TL-0001"}
    assert charge.payment_method_details.card.brand == "mastercard"


@pytest.mark.parametrize(
    ("number", "code"),
    [("4000000000000002", "generic_decline"), ("4000 0000 0000 9995", "insufficient_funds")],
)
def test_a_declined_card_leaves_the_session_open_for_another(client, sandbox, checkout, number, code):
    session = checkout()

    answer = pay(session, number)

    assert answer.status_code == 402
    page = BeautifulSoup(answer.text, "html.parser")
    assert "カードが拒否されました" in page.find(role="alert").get_text()
    assert page.find("input", id="name")["value"] == "HANAKO YAMADA", "what was typed is kept"
    declined = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (declined.status, declined.payment_status) == ("open", "unpaid")
    assert declined.payment_intent.status == "requires_payment_method"
    assert declined.payment_intent.last_payment_error.decline_code == code
    assert (declined.payment_intent.latest_charge.status, declined.payment_intent.amount_received) == (
        "failed",
        0,
    )

    assert pay(session).status_code == 303
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert paid.payment_intent.id == declined.payment_intent.id
    assert paid.payment_intent.last_payment_error is None
    assert len(_charges(sandbox)) == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"number": "4242 4242 4242 4241"}, "カード番号が正しくありません"),
        ({"number": "quarante-deux"}, "カード番号が正しくありません"),
        ({"number": "4111 1111 1111 1111"}, "テスト用カード番号だけが使えます"),
        ({"expiry": "13 / 39"}, "有効期限を「月 / 年」で入力してください"),
        ({"expiry": ""}, "有効期限を「月 / 年」で入力してください"),
        ({"expiry": "01 / 20"}, "カードの有効期限が切れています"),
        ({"cvc": "12"}, "セキュリティコードは3桁または4桁の数字です"),
        ({"name": " "}, "カード名義人を入力してください"),
    ],
)
def test_a_mistyped_field_is_pointed_out_beside_it_and_nothing_is_charged(sandbox, checkout, typed, message):
    answer = pay(checkout(), **typed)

    (name,) = typed
    page = BeautifulSoup(answer.text, "html.parser")
    field = page.find("input", id=name)
    assert answer.status_code == 422
    assert message in page.find(id=field["aria-describedby"]).get_text()
    assert field["aria-invalid"] == "true"
    assert sandbox.events() == []


@pytest.mark.parametrize("expiry", ["12/39", "1239", "12 / 2039", "１２／３９"])
def test_the_expiry_date_may_be_typed_in_several_ways(checkout, expiry):
    assert pay(checkout(), expiry=expiry).status_code == 303


def test_a_card_is_good_to_the_end_of_the_month_on_it(checkout, clock):
    today = datetime.fromtimestamp(clock(), UTC)
    assert pay(checkout(), expiry=f"{today.month} / {today.year}").status_code == 303


def test_without_an_address_from_the_shop_the_customer_is_asked_for_one(client, checkout):
    session = checkout(customer_email=None)
    _answer, page = _page(session.url)
    assert page.find("input", autocomplete="email")

    assert pay(session).status_code == 422
    assert pay(session, email="jiro@example.com").status_code == 303

    assert client.v1.checkout.sessions.retrieve(session.id).customer_details.email == "jiro@example.com"


def test_an_address_from_the_shop_cannot_be_changed_on_the_page(client, checkout):
    session = checkout()
    pay(session, email="someone@else.example")

    assert client.v1.checkout.sessions.retrieve(session.id).customer_details.email == "hanako@example.com"


def test_a_paid_session_shows_so_and_leads_to_the_order(checkout):
    session = checkout()
    done = pay(session).headers["Location"]

    answer, page = _page(session.url)
    again = pay(session)

    assert (answer.status_code, again.status_code) == (200, 409)
    for html in (page, BeautifulSoup(again.text, "html.parser")):
        assert html.find("h1").get_text() == "お支払いは完了しています"
        assert html.find("a")["href"] == done
        # Not the words of the checkout's step before paying: nothing is left to confirm.
        assert html.find("a").get_text() == "ご注文の状況を見る"
        assert html.find("form") is None


def test_an_expired_session_shows_so_and_leads_back_to_the_basket(client, checkout):
    session = checkout()
    client.v1.checkout.sessions.expire(session.id)

    _answer, page = _page(session.url)

    assert page.find("h1").get_text() == "このお支払いページの有効期限が切れました"
    assert page.find("a")["href"] == "http://127.0.0.1:9/basket/"


def test_a_customer_who_stays_on_the_page_too_long_is_not_charged(sandbox, checkout, clock):
    session = checkout(expires_at=int(clock()) + 31 * 60)
    clock.advance(32 * 60)

    assert pay(session).status_code == 409
    assert _charges(sandbox) == []


def test_a_page_that_is_not_there_says_so(sandbox):
    answer, page = _page(f"{sandbox.base_url}/c/pay/cs_test_nothing")

    assert answer.status_code == 404
    assert page.find("h1").get_text() == "お支払いページが見つかりません"


def test_paying_many_times_at_once_charges_once(sandbox, client, checkout):
    session = checkout()
    start = threading.Barrier(8)
    statuses = []

    def submit():
        start.wait()
        statuses.append(pay(session).status_code)

    threads = [threading.Thread(target=submit) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [303] + [409] * 7
    assert len(_charges(sandbox)) == 1
    assert len(sandbox.events("checkout.session.completed")) == 1


def test_paying_and_expiring_at_once_has_one_winner(sandbox, client, checkout):
    for _round in range(5):
        session = checkout()
        before = len(_charges(sandbox))
        start = threading.Barrier(2)

        def submit(session=session, start=start):
            start.wait()
            pay(session)

        payer = threading.Thread(target=submit)
        payer.start()
        start.wait()
        requests.post(
            f"{sandbox.base_url}/v1/checkout/sessions/{session.id}/expire", auth=("sk_test_x", ""), timeout=10
        )
        payer.join()

        final = client.v1.checkout.sessions.retrieve(session.id)
        charged = len(_charges(sandbox)) - before
        assert (final.status, final.payment_status, charged) in {
            ("complete", "paid", 1),
            ("expired", "unpaid", 0),
        }
