"""No page of the site has a fault that axe can see: on a phone and a desktop, light and dark."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.browser.buying import Customer
from tests.browser.conftest import Visitors
from tests.browser.every_page import AROUND, READING, on_the_way_to_an_order
from tests.browser.looks import faults_in_all_looks
from tests.browser.quickstart_site import QuickstartSite

pytestmark = pytest.mark.thorough


@pytest.fixture
def page(visitors: Visitors) -> Page:
    return visitors.new()


@pytest.mark.parametrize("paths", [READING, AROUND], ids=["reading", "around"])
def test_no_page_has_a_fault_that_axe_can_see(
    site: QuickstartSite, visitors: Visitors, page: Page, paths: tuple[str, ...]
) -> None:
    faults = {}
    for path in paths:
        page.goto(site.url + path)
        faults[path] = faults_in_all_looks(page)

    # A missing page is an error to a browser's console as well.
    visitors.problems = [problem for problem in visitors.problems if "/no-such-page/" not in problem]
    assert {path: found for path, found in faults.items() if found} == {}


def test_no_page_on_the_way_to_an_order_has_one(site: QuickstartSite, visitors: Visitors, page: Page) -> None:
    faults = {name: faults_in_all_looks(page) for name in on_the_way_to_an_order(Customer(page, site.url))}

    # A form with mistakes is answered 422, which a browser's console calls an error.
    visitors.problems = [problem for problem in visitors.problems if "422" not in problem]
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_page_that_says_that_we_failed_has_none(site: QuickstartSite, page: Page) -> None:
    failed = render_to_string("500.html")
    page.route(
        "**/failed/", lambda route: route.fulfill(body=failed, content_type="text/html; charset=utf-8")
    )
    page.goto(f"{site.url}/failed/")

    assert faults_in_all_looks(page) == []
