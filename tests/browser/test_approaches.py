"""The approaches on paper, one A4 page for the exercise; the tail in the editor's preview."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP
from tests.browser.people import PASSWORD, PUBLISHER
from tests.browser.quickstart_site import QuickstartSite
from tests.browser.signing_in import sign_in


@pytest.mark.thorough
def test_the_exercise_fits_on_one_a4_page_with_when_to_rest_and_every_step(
    site: QuickstartSite, visitors
) -> None:
    page = visitors.new(viewport=DESKTOP)
    page.goto(f"{site.url}/approaches/exercise/")

    paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))

    assert len(paper.pages) == 1
    # Chromium writes some characters as their radicals' twins, so only plain ones are looked for.
    text = "".join(paper.pages[0].extract_text().split())
    for words in ("ひろのば", "よい例", "避けたい例", "5秒保つ"):
        assert words in text
    assert "秒を数える" not in text


@pytest.mark.thorough
def test_the_preview_of_a_tail_has_nothing_for_wagtails_checker_to_say(
    site: QuickstartSite, visitors
) -> None:
    page = visitors.new(viewport=DESKTOP)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    sign_in(page, site, PUBLISHER, PASSWORD)
    page.goto(f"{site.url}/admin/snippets/articles/tail/")
    page.get_by_role("link", name="記事の末尾（標準）").first.click()
    with page.expect_response(lambda answer: "/preview/" in answer.url and answer.request.method == "GET"):
        page.get_by_role("button", name="プレビューを開く・閉じる").click()
    draft = page.frame_locator("iframe.w-preview__iframe >> nth=0")
    expect(draft.locator(".where-to-start")).to_be_attached()
    expect(page.locator("[data-checks-panel], .w-preview").first).to_be_attached()
    page.wait_for_timeout(3000)

    assert [text for text in said if text.startswith("axe.run results")] == []
