"""What is printed fills its sheets: the text their width, and the last one more than the footer."""

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP, Visitors
from tests.browser.quickstart_site import QuickstartSite

ARTICLE = "/articles/hallux-valgus/hallux-valgus-shoes/"
# 210 mm at 96 dpi: the width that media queries see on paper.
SHEET = {"width": 794, "height": 1123}


def sheets(page: Page) -> list[str]:
    """The text of each printed page, without spaces and without the footer's."""
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return ["".join(sheet.extract_text().split()).partition("記事は")[0] for sheet in paper.pages]


@pytest.mark.thorough
def test_the_text_is_as_wide_as_the_sheet_allows_and_no_wider_than_a_reader_likes(
    site: QuickstartSite, visitors: Visitors
) -> None:
    page = visitors.new(viewport=SHEET)
    page.goto(site.url + ARTICLE)
    page.emulate_media(media="print")

    text = page.locator("article > .body > p").first
    width = text.evaluate("p => p.clientWidth")
    assert width == page.locator("main").evaluate("main => main.clientWidth")
    # 20 mm on both sides are the page's margin, which only the printer takes off.
    letters = (width - 2 * 20 * 96 / 25.4) / text.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    assert 38 <= letters <= 45


@pytest.mark.thorough
@pytest.mark.parametrize(
    "path",
    [
        ARTICLE,
        *(
            pytest.param(path, marks=pytest.mark.thorough)
            for path in (
                "/articles/sciatica/sciatica-cause/",
                "/articles/sciatica/sciatica-sitting/",
                "/articles/sciatica/sciatica-disc-herniation/",
                "/articles/floating-toe/floating-toe-exercise/",
                "/approaches/socks/",
                "/shop/socks/",
            )
        ),
    ],
)
def test_no_sheet_holds_the_footer_alone(site: QuickstartSite, visitors: Visitors, path: str) -> None:
    page = visitors.new(viewport=DESKTOP)
    page.goto(site.url + path)

    assert len(sheets(page)[-1]) > 20


def test_the_signs_that_a_topic_folds_are_printed(site: QuickstartSite, visitors: Visitors) -> None:
    page = visitors.new(viewport=SHEET)
    page.goto(f"{site.url}/articles/sciatica/")
    folded = page.locator(".topic-safety .safety-consult li")
    assert not folded.is_visible()

    page.emulate_media(media="print")

    assert folded.is_visible()
    assert not page.locator(".topic-safety summary").is_visible()
