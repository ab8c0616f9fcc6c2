"""What a reader on a phone downloads for one article, and that nothing jumps while it arrives."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.quickstart_site import QuickstartSite

TOPIC = "/articles/sciatica/"
EXERCISE = "/approaches/exercise/"
ARTICLE = "/articles/sciatica/sciatica-cause/"
KB = 1024

WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def weight(response: Response) -> int:
    """Bytes on the wire as production sends them: pages and static files are kept compressed."""
    return len(gzip.compress(response.body(), 9, mtime=0))


def is_picture(response: Response) -> bool:
    return response.headers.get("content-type", "").startswith("image/")


@pytest.fixture
def read(site: QuickstartSite, visitors) -> Callable[[str], tuple[Page, list[Response]]]:
    """Open a page, read it to its end, return it and everything that was loaded."""

    def opened(path: str) -> tuple[Page, list[Response]]:
        page = visitors.new()
        page.add_init_script(WATCH_SHIFTS)
        responses: list[Response] = []

        # Playwright cannot mark a method of a list as its listener.
        def note(response: Response) -> None:
            responses.append(response)

        page.on("response", note)
        page.goto(f"{site.url}{path}", wait_until="networkidle")
        height = page.evaluate("document.body.scrollHeight")
        for place in range(0, height, 700):
            page.evaluate("place => scrollTo(0, place)", place)
            page.wait_for_timeout(40)
        page.wait_for_load_state("networkidle")
        return page, responses

    return opened


def test_an_article_is_light_and_comes_in_few_pieces(read) -> None:
    _, responses = read(ARTICLE)
    pieces = [response for response in responses if not is_picture(response)]
    sizes = {response.url.rpartition("/static/")[2]: weight(response) for response in pieces}

    assert len(pieces) <= 5, sizes
    assert sum(sizes.values()) <= 30 * KB, sizes
    assert sum(size for name, size in sizes.items() if name.endswith(".css")) <= 10 * KB, sizes
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= 6 * KB, sizes


def test_an_article_arrives_compressed(site: QuickstartSite, visitors) -> None:
    answer = visitors.new().goto(f"{site.url}{ARTICLE}")

    assert answer.headers["content-encoding"] in ("gzip", "br")


@pytest.mark.parametrize(
    "path",
    [ARTICLE, *(pytest.param(path, marks=pytest.mark.thorough) for path in ("/", TOPIC, EXERCISE))],
)
def test_nothing_jumps(path: str, read) -> None:
    page, _ = read(path)

    assert page.evaluate("window.shifted") <= 0.02


def test_the_section_being_read_is_marked_beside_the_text(site: QuickstartSite, visitors) -> None:
    page = visitors.new(viewport={"width": 1280, "height": 800})
    page.goto(f"{site.url}{ARTICLE}")
    lines = page.locator(".contents a")

    lines.nth(3).click()

    marked = page.locator(".contents [aria-current]")
    marked.wait_for()
    assert marked.count() == 1
    assert marked.get_attribute("href") == lines.nth(3).get_attribute("href")

    # In one jump, over all headings between.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(lines.last).to_have_attribute("aria-current", "location")
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_count(0)
