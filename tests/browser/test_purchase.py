"""A reader becomes a customer with a paid order: on a phone and a desktop, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.buying import CARD_DECLINED, Customer
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.signing_in import sign_in

ORDER = "SELECT * FROM shop_order WHERE number = %s"
STOCK = (
    "SELECT on_hand, reserved FROM shop_stock JOIN shop_variant ON shop_variant.id = shop_stock.variant_id"
    " WHERE sku = %s"
)


def stock_of(site, sku):
    (row,) = site.rows(STOCK, sku)
    return row["on_hand"], row["reserved"]


# Each buys socks that nobody else in these tests buys: they may shop at the same time.
@pytest.mark.parametrize(
    ("viewport", "javascript", "label", "sku"),
    [
        pytest.param(PHONE, True, "M（24〜26cm）・藍", "YS-AI-M", id="phone"),
        pytest.param(
            DESKTOP, True, "S（22〜24cm）・生成り", "YS-KI-S", id="desktop", marks=pytest.mark.thorough
        ),
        pytest.param(PHONE, False, "L（26〜28cm）・墨", "YS-SU-L", id="phone without JavaScript"),
    ],
)
def test_a_reader_of_an_article_becomes_a_customer_with_a_paid_order(
    site, visitors, tmp_path, *, viewport, javascript, label, sku
):
    customer = Customer(visitors.new(viewport=viewport, javascript=javascript), site.url)
    before = stock_of(site, sku)

    customer.reads_the_pillar_article()
    customer.follows_the_recommendation_to_the_socks()
    customer.puts_socks_in_the_basket(label, quantity=2)
    customer.puts_the_guide_in_the_basket()
    customer.goes_to_the_confirmation()
    shown = customer.page.locator("main").inner_text()
    assert "8,250円" in shown
    customer.confirms()
    assert stock_of(site, sku) == (before[0], before[1] + 2)
    customer.pays()
    customer.is_thanked()
    number = customer.opens_the_order()
    guide = customer.downloads_the_guide(tmp_path)

    assert guide.startswith(b"%PDF-")
    (order,) = site.rows(ORDER, number)
    assert (order["state"], order["total"]) == ("paid", 8250)
    (payment,) = site.rows("SELECT kind, amount FROM shop_ledger WHERE order_id = %s", order["id"])
    assert payment == {"kind": "payment", "amount": 8250}
    assert stock_of(site, sku) == (before[0] - 2, before[1])
    (socks,) = site.rows("SELECT * FROM shop_orderline WHERE order_id = %s AND sku = %s", order["id"], sku)
    assert "坐骨神経痛の本当の原因" in socks["first_title"]
    assert socks["first_block"]
    assert socks["first_rule"]
    (mail,) = site.mails(to=customer.email)
    assert number in mail["Subject"]
    assert "8,250円" in mail.get_content()


@pytest.mark.thorough
def test_the_order_is_in_the_admin(site, visitors):
    customer = Customer(visitors.new(), site.url)
    customer.opens("/shop/guide/")
    customer.puts_the_guide_in_the_basket()
    customer.opens("/checkout/")
    for label, value in {"姓": "鈴木", "名": "次郎", "メールアドレス": customer.email}.items():
        customer.page.get_by_label(label, exact=True).fill(value)
    for label, value in {"セイ": "スズキ", "メイ": "ジロウ", "電話番号": "09011112222"}.items():
        field = customer.page.get_by_label(label, exact=True)
        if field.count():
            field.fill(value)
    customer.page.get_by_role("button", name="ご注文の確認へ進む").click()
    customer.confirms()
    customer.pays()
    customer.is_thanked()
    number = customer.opens_the_order()

    staff = visitors.new(viewport=DESKTOP)
    sign_in(staff, site, "owner", site.password)
    staff.get_by_role("button", name="ショップ").click()
    staff.get_by_role("link", name="注文", exact=True).click()
    staff.get_by_role("link", name=number).first.click()
    expect(staff.locator("main")).to_contain_text("鈴木")
    expect(staff.locator("main")).to_contain_text("1,650円")


@pytest.mark.thorough
def test_a_declined_card_leaves_the_order_open_and_another_try_succeeds(site, visitors):
    customer = Customer(visitors.new(), site.url)
    customer.opens("/shop/socks/")
    customer.puts_socks_in_the_basket("S（22〜24cm）・藍")
    customer.goes_to_the_confirmation()
    customer.confirms()
    customer.pays(CARD_DECLINED)
    expect(customer.page.locator("main")).to_contain_text("拒否されました")
    customer.pays("4242 4242 4242 4242")
    customer.is_thanked()
    number = customer.opens_the_order()
    (order,) = site.rows(ORDER, number)
    assert order["state"] == "paid"
    assert len(site.rows("SELECT 1 FROM shop_ledger WHERE order_id = %s", order["id"])) == 1


@pytest.mark.thorough
def test_leaving_the_pay_page_keeps_the_basket_and_the_same_session_can_be_paid(site, visitors):
    customer = Customer(visitors.new(), site.url)
    customer.opens("/shop/socks/")
    customer.puts_socks_in_the_basket("L（26〜28cm）・藍")
    customer.goes_to_the_confirmation()
    customer.confirms()
    pay_page = customer.page.url
    customer.page.get_by_role("link", name="戻る").click()
    expect(customer.page.get_by_role("heading", level=1)).to_have_text("カート")
    expect(customer.page.locator("main")).to_contain_text("L（26〜28cm）・藍")
    customer.opens("/checkout/confirm/")
    customer.confirms()
    assert customer.page.url == pay_page
    customer.pays()
    customer.is_thanked()


@pytest.mark.thorough
def test_paying_in_two_tabs_takes_the_money_once(site, visitors):
    customer = Customer(visitors.new(), site.url)
    customer.opens("/shop/socks/")
    customer.puts_socks_in_the_basket("M（24〜26cm）・生成り")
    customer.goes_to_the_confirmation()
    customer.confirms()
    second_tab = customer.page.context.new_page()
    second_tab.goto(customer.page.url)
    customer.pays()
    customer.is_thanked()
    number = customer.opens_the_order()
    second_tab.get_by_role("button", name="支払う").click()
    expect(second_tab.get_by_role("button", name="支払う")).to_have_count(0)
    (order,) = site.rows(ORDER, number)
    (payment,) = site.rows("SELECT amount FROM shop_ledger WHERE order_id = %s", order["id"])
    assert payment["amount"] == order["total"]
    assert len(site.mails(to=customer.email)) == 1
