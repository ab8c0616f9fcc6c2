"""The preview of the search result follows the writer's typing."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Visitors
from tests.browser.quickstart_site import QuickstartSite
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.thorough


def test_the_preview_counts_the_whole_title_while_it_is_typed(
    site: QuickstartSite, visitors: Visitors
) -> None:
    page = visitors.new(viewport=DESKTOP)
    sign_in(page, site, "owner", site.password)
    (home,) = site.rows("SELECT page_ptr_id FROM home_homepage")
    page.goto(f"{site.url}/admin/pages/{home['page_ptr_id']}/edit/")
    page.get_by_role("tab", name="URLと検索").click()
    title = page.locator("[data-preview-title]")
    own = page.locator("#id_seo_title")

    own.fill("あ" * 40)
    expect(page.locator("[data-title-length]")).to_have_text("40")
    expect(title.locator(".search-preview-rest")).to_have_text("あ" * 10)

    own.fill("")
    expect(title).to_contain_text("足指研究所｜")
    expect(title.locator(".search-preview-rest")).to_be_empty()
    page.locator("#id_headline").evaluate(
        "field => { field.value = '新しい見出し'; field.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    expect(title).to_have_text("足指研究所｜新しい見出し")
    expect(page.locator("[data-title-length]")).to_have_text("12")
