"""Every way a payment can go, as a customer on a phone lives through it."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.buying import CARD_DECLINED, Customer
from tests.browser.conftest import Visitors
from tests.browser.quickstart_site import QuickstartSite
from tests.browser.waiting import wait_until

CARD_3D_SECURE = "4000 0027 6000 3184"


@pytest.fixture
def customer(site: QuickstartSite, visitors: Visitors) -> Customer:
    return Customer(visitors.new(), site.url)


@pytest.fixture
def at_stripe(customer: Customer, site: QuickstartSite) -> Customer:
    """A customer who stands before Stripe's page with the guide in the basket."""
    customer.goes_to_pay_for_the_guide()
    return customer


def session_on(customer: Customer) -> str:
    """The id of the session whose page at Stripe is open."""
    match = re.search(r"cs_test_\w+", customer.page.url)
    assert match, customer.page.url
    return match[0]


def happens(customer: Customer, site: QuickstartSite, what: str, **values: str) -> None:
    """Something that the customer does not do on our pages: at a till, at a bank, by the clock."""
    answer = customer.page.request.post(
        f"http://127.0.0.1:{site.port + 1}/_control/page/{what}", form=values, max_redirects=0
    )
    assert answer.status == 303, answer.text()


def soon_reads(customer: Customer, text: str) -> str:
    """Look at the page again until it says `text`: Stripe tells the shop a moment later. Return what it says."""
    until = time.monotonic() + 60
    while text not in (shown := customer.page.locator("main").inner_text()):
        assert time.monotonic() < until, shown
        customer.page.wait_for_timeout(200)
        customer.page.reload()
    return shown


def is_written_to(customer: Customer, site: QuickstartSite, subject: str) -> None:
    """A mail with this subject arrives; the worker sends it a moment later."""
    wait_until(
        customer.page, lambda: any(subject in mail["Subject"] for mail in site.mails(to=customer.email))
    )


def takes_a_slip(customer: Customer) -> str:
    """Choose the convenience store, come back to the shop, open the order; return the session's id."""
    session = session_on(customer)
    customer.chooses("コンビニ払い")
    customer.pays()
    customer.follows("お店に戻る")
    expect(customer.page.get_by_role("heading", level=1)).to_have_text("お支払いをお待ちしています")
    thanks = customer.page.locator("main").inner_text()
    customer.opens_the_order()
    for shown in (thanks, customer.page.locator("main").inner_text()):
        assert re.search(r"お支払い期限: \d{4}年\d+月\d+日 23:59（日本時間）", shown), shown
        assert re.search(r"ローソン\s+\d{6}\s+\d{11}", shown), shown
        assert "ファミリーマート" in shown
    assert "ダウンロードする" not in shown
    return session


def test_a_slip_is_paid_at_a_store_and_the_guide_can_be_downloaded_again_and_again(
    at_stripe: Customer, site: QuickstartSite, tmp_path: Path
) -> None:
    session = takes_a_slip(at_stripe)
    happens(at_stripe, site, "pay_slip", session=session)

    assert "お支払い番号" not in soon_reads(at_stripe, "お支払いを確認しました")
    first = at_stripe.downloads_the_guide(tmp_path)
    soon_reads(at_stripe, "あと19回ダウンロードできます")
    assert first == at_stripe.downloads_the_guide(tmp_path)
    assert first.startswith(b"%PDF-")
    soon_reads(at_stripe, "あと18回ダウンロードできます")


@pytest.mark.thorough
def test_a_slip_lapses_without_blame_and_the_same_order_is_paid_by_card(
    at_stripe: Customer, site: QuickstartSite
) -> None:
    session = takes_a_slip(at_stripe)
    happens(at_stripe, site, "lapse_slip", session=session)

    shown = soon_reads(at_stripe, "お支払いの期限が過ぎたため")
    assert "代金は請求されていません" in shown
    assert "お手続きの失敗ではありません" in shown
    at_stripe.page.get_by_role("button", name="もう一度お支払いへ進む").click()
    at_stripe.pays()
    at_stripe.is_thanked()


def test_a_declined_card_is_no_end_paypay_pays(at_stripe: Customer) -> None:
    page = at_stripe.page
    at_stripe.pays(CARD_DECLINED)
    expect(page.locator("main")).to_contain_text("別のカードでもう一度お試しください")
    at_stripe.chooses("PayPay")
    at_stripe.pays()
    page.get_by_role("button", name="キャンセルする").click()
    expect(page.locator("main")).to_contain_text("別の方法をお選びください")
    at_stripe.chooses("PayPay")
    at_stripe.pays()
    page.get_by_role("button", name="支払う").click()
    at_stripe.is_thanked()


@pytest.mark.thorough
def test_a_card_with_3d_secure_asks_again_until_it_is_really_the_customer(at_stripe: Customer) -> None:
    page = at_stripe.page
    at_stripe.pays(CARD_3D_SECURE)
    page.get_by_role("button", name="認証に失敗する").click()
    expect(page.locator("main")).to_contain_text("お支払いは認証されませんでした")
    at_stripe.pays(CARD_3D_SECURE)
    page.get_by_role("button", name="認証する").click()
    at_stripe.is_thanked()


@pytest.mark.thorough
def test_who_leaves_and_comes_back_after_the_pay_page_ran_out_gets_a_new_one(
    at_stripe: Customer, site: QuickstartSite
) -> None:
    page = at_stripe.page
    session = session_on(at_stripe)
    at_stripe.follows("戻る")
    expect(page.locator("main")).to_contain_text("カートの中身はそのまま残っています")
    expect(page.locator("main")).to_contain_text("ひろのば体操 はじめてガイド")
    happens(at_stripe, site, "expire_session", session=session)

    at_stripe.opens("/checkout/confirm/")
    at_stripe.confirms()
    assert session_on(at_stripe) != session
    at_stripe.pays()
    at_stripe.is_thanked()


@pytest.mark.thorough
def test_a_refund_is_seen_by_the_customer_and_ends_the_downloads(
    at_stripe: Customer, site: QuickstartSite
) -> None:
    at_stripe.pays()
    at_stripe.is_thanked()
    number = at_stripe.opens_the_order()
    soon_reads(at_stripe, "ダウンロードする")
    # The shop's own person, in Stripe's dashboard.
    dashboard = at_stripe.page.context.new_page()
    dashboard.goto(f"http://127.0.0.1:{site.port + 1}/")
    row = dashboard.get_by_role("article").filter(has=dashboard.get_by_role("heading", name=number))
    row.get_by_role("button", name="管理画面から返金する").click()
    dashboard.close()

    shown = soon_reads(at_stripe, "このご注文は全額返金となりました")
    assert re.search(r"1,650円\s返金済み", shown), shown
    assert "5〜10営業日" in shown
    assert "代金を返金したため、ダウンロードできなくなりました" in shown
    assert "ダウンロードする" not in shown
    is_written_to(at_stripe, site, "ご返金のお知らせ")
