"""Nothing is lost on the narrowest screen, with wider text spacing, or without JavaScript.

WCAG 2.2, 1.4.10 (reflow at 320 px) and 1.4.12 (text spacing: line 1.5, paragraph 2, letter 0.12, word 0.16 em).
"""

import pytest
from playwright.sync_api import Page

from tests.browser.buying import Customer
from tests.browser.conftest import PHONE, Visitors
from tests.browser.every_page import AROUND, READING, on_the_way_to_an_order
from tests.browser.quickstart_site import QuickstartSite

pytestmark = pytest.mark.thorough

NARROW = {"width": 320, "height": 640}

# Constructed style sheets are the script's own: the site's content policy has nothing to say about them.
WIDE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""

# What sticks out of the page, and text whose box hides a part of it. A box that scrolls loses nothing.
LOST = """() => {
  const lost = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth);
    const named = wide.slice(-3).map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 20)}`);
    lost.push(`page is ${root.scrollWidth} px wide: ${named.join(" | ")}`);
  }
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || style.visibility === "hidden" || !element.textContent.trim()) continue;
    if (element.closest("svg, option, .visually-hidden")) continue;
    // A card shows the beginning of a text that its link leads to.
    if (style.webkitLineClamp !== "none") continue;
    const hidesX = ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const hidesY = ["hidden", "clip"].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (hidesX || hidesY) lost.push(`${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 30)}`);
  }
  return lost;
}"""


def lost_on(page: Page) -> list[str]:
    """What cannot be read on the open page at 320 px, as it is and with wide text."""
    found = [f"as it is: {what}" for what in page.evaluate(LOST)]
    page.evaluate(WIDE_TEXT)
    return found + [f"wide text: {what}" for what in page.evaluate(LOST)]


@pytest.mark.parametrize("paths", [READING, AROUND], ids=["reading", "around"])
def test_at_320_pixels_nothing_sticks_out_or_is_cut_off(
    site: QuickstartSite, visitors: Visitors, paths: tuple[str, ...]
) -> None:
    page = visitors.new(viewport=NARROW)
    lost = {}
    for path in paths:
        page.goto(site.url + path)
        lost[path] = lost_on(page)

    visitors.problems = [problem for problem in visitors.problems if "/no-such-page/" not in problem]
    assert {path: found for path, found in lost.items() if found} == {}


def test_at_320_pixels_the_way_to_an_order_loses_nothing(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=NARROW)
    lost = {name: lost_on(page) for name in on_the_way_to_an_order(Customer(page, site.url))}

    visitors.problems = [problem for problem in visitors.problems if "422" not in problem]
    assert {name: found for name, found in lost.items() if found} == {}


# A count of seconds that cannot run is not offered; the seconds themselves are in the text.
NEEDS_JAVASCRIPT = {"秒を数える"}


def text_of(page: Page) -> list[str]:
    return [line.strip() for line in page.locator("main").inner_text().splitlines() if line.strip()]


def test_without_javascript_every_line_is_there(site: QuickstartSite, visitors: Visitors) -> None:
    with_scripts, without = visitors.new(viewport=PHONE), visitors.new(viewport=PHONE, javascript=False)
    missing = {}
    for path in ("/", *READING[1:4], "/approaches/exercise/", "/shop/socks/"):
        for page in (with_scripts, without):
            page.goto(site.url + path)
        missing[path] = set(text_of(with_scripts)) - set(text_of(without)) - NEEDS_JAVASCRIPT

    assert {path: lines for path, lines in missing.items() if lines} == {}
