"""Every kind of page that a reader or a customer can meet, for tests that look at all of them."""

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.buying import Customer

READING = (
    "/articles/",
    "/articles/sciatica/",
    "/articles/sciatica/sciatica-cause/",
    "/articles/sciatica/sciatica-cause/?start=",
    "/articles/sciatica/sciatica-cause/?start=nonsense",
    "/articles/sciatica/sciatica-disc-herniation/",
    "/approaches/",
    "/approaches/exercise/",
    "/approaches/socks/",
    "/approaches/walk/",
)
"""Articles, answers and approaches: the long pages."""

AROUND = (
    "/",
    "/people/yuasa/",
    "/symptoms/",
    "/glossary/",
    "/search/?q=神経痛",
    "/search/?q=ありえない言葉",
    "/shop/",
    "/shop/socks/",
    "/shop/guide/",
    "/basket/",
    "/legal/",
    "/legal/tokushoho/",
    "/legal/privacy/",
    "/no-such-page/",
)
"""All others that can be opened by their address alone."""


def on_the_way_to_an_order(customer: Customer) -> Iterator[str]:
    """Go from a full basket to a paid order; stop at each page for whoever looks, with its name."""
    for name in _stops(customer):
        # A click ends when the next page begins to arrive: its style sheets may still be under way.
        customer.page.wait_for_load_state()
        yield name


def _stops(customer: Customer) -> Iterator[str]:
    customer.puts_the_guide_in_the_basket()
    customer.opens("/shop/socks/")
    customer.puts_socks_in_the_basket("M（24〜26cm）・墨")
    yield "basket"
    customer.follows("ご注文手続きへ進む")
    expect(customer.page.get_by_role("heading", level=1)).to_have_text("お客様情報の入力")
    yield "address"
    customer.page.get_by_role("button", name="ご注文の確認へ進む").click()
    expect(customer.page.locator("[aria-invalid]").first).to_be_visible()
    yield "address with errors"
    customer.fills_in_contact()
    expect(customer.page.get_by_role("heading", level=1)).to_have_text("ご注文の最終確認")
    yield "confirmation"
    customer.confirms()
    yield "pay page"
    customer.pays()
    customer.is_thanked()
    yield "thanks"
    customer.opens_the_order()
    yield "order"
