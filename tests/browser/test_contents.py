"""The contents list beside the text is open on a desktop, also in browsers that cannot be told so by style."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitors
from tests.browser.quickstart_site import QuickstartSite

ARTICLE = "/articles/sciatica/sciatica-cause/"
MODERN = "::details-content"


def older(page: Page) -> Page:
    """Make the browser one of the years before `::details-content`."""

    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(MODERN, "::no-such-part"))

    page.route("**/css/article*.css", without)
    page.add_init_script(
        f"const all = CSS.supports; CSS.supports = (...words) => !words[0].includes('{MODERN}') && all(...words)"
    )
    return page


def test_on_a_desktop_it_is_open_and_its_title_is_no_switch(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=DESKTOP)
    page.goto(site.url + ARTICLE)

    expect(page.locator(".contents a").first).to_be_visible()
    assert page.locator(".contents summary").evaluate("e => getComputedStyle(e).pointerEvents") == "none"


@pytest.mark.thorough
def test_an_older_browser_finds_it_open_too(site: QuickstartSite, visitors: Visitors) -> None:
    page = older(visitors.new(viewport=DESKTOP))
    page.goto(site.url + ARTICLE)

    expect(page.locator(".contents a").last).to_be_visible()


@pytest.mark.thorough
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["390", "1280"])
def test_an_older_browser_without_javascript_opens_it_by_a_click(
    site: QuickstartSite, visitors: Visitors, viewport: dict[str, int]
) -> None:
    page = older(visitors.new(viewport=viewport, javascript=False))
    page.goto(site.url + ARTICLE)
    expect(page.locator(".contents a").last).to_be_hidden()

    page.locator(".contents summary").click()

    expect(page.locator(".contents a").last).to_be_visible()
