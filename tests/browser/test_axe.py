"""No page of the site has a fault that axe can see: on a phone and a desktop, light and dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE, Visitors
from tests.browser.quickstart_site import QuickstartSite

PAGES = (
    "/",
    "/articles/",
    "/articles/sciatica/",
    "/articles/sciatica/sciatica-cause/",
    "/articles/sciatica/sciatica-disc-herniation/",
    "/approaches/",
    "/approaches/exercise/",
    "/people/yuasa/",
    "/symptoms/",
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
"""One page of each type, and those that look different when they are empty."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["390", "1280"])
def test_no_page_has_a_fault_that_axe_can_see(
    site: QuickstartSite, visitors: Visitors, viewport: dict[str, int], scheme: Any
) -> None:
    page = visitors.new(viewport=viewport)
    # The first visitor of a page waits until its pictures are drawn in all sizes.
    page.set_default_timeout(90_000)
    page.emulate_media(color_scheme=scheme)
    axe, faults = Axe(), []
    for path in PAGES:
        page.goto(site.url + path)
        for fault in axe.run(page).response["violations"]:
            targets = [node["target"] for node in fault["nodes"][:3]]
            faults.append(f"{path}: {fault['id']} {targets}")

    # A missing page is an error to a browser's console as well.
    visitors.problems = [problem for problem in visitors.problems if "/no-such-page/" not in problem]
    assert faults == []
