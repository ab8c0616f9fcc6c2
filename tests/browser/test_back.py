"""Going back to a page that answered a form: the browser shows it again, not an error page of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.buying import Customer
from tests.browser.conftest import Visitors
from tests.browser.quickstart_site import QuickstartSite

pytestmark = pytest.mark.thorough


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def customer(site: QuickstartSite, visitors: Visitors, request: pytest.FixtureRequest) -> Iterator[Customer]:
    customer = Customer(visitors.new(javascript=request.param), site.url)
    customer.puts_the_guide_in_the_basket()
    yield customer
    visitors.problems = [problem for problem in visitors.problems if "422" not in problem]


def test_back_from_the_confirmation_leads_to_the_mistakes_that_were_mended(customer: Customer) -> None:
    page = customer.page
    customer.follows("ご注文手続きへ進む")
    page.get_by_role("button", name="ご注文の確認へ進む").click()
    expect(page.get_by_role("alert")).to_contain_text("姓を入力してください。")
    customer.fills_in_contact()
    expect(page.get_by_role("heading", level=1)).to_have_text("ご注文の最終確認")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("お客様情報の入力")


def test_back_from_the_checkout_leads_to_the_refused_quantity(customer: Customer) -> None:
    page = customer.page
    customer.opens("/shop/socks/")
    customer.puts_socks_in_the_basket(quantity=1)
    # A browser that does not check numbers by itself.
    page.locator(".basket-form").evaluate("form => { form.noValidate = true }")
    page.get_by_label("数量").last.fill("99")
    page.get_by_role("button", name="数量の変更を反映する").click()
    expect(page.locator(".problems").first).to_be_visible()
    customer.follows("ご注文手続きへ進む")
    expect(page.get_by_role("heading", level=1)).to_have_text("お客様情報の入力")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("カート")
