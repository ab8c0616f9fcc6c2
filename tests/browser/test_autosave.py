"""Publishing while Wagtail saves by itself publishes the one page that is there."""

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import PASSWORD, PUBLISHER
from tests.browser.signing_in import sign_in
from tests.browser.writing import Editor

# A slow line: what was saved is saved, but the editor hears of it two seconds later.
SLOW_ANSWERS = """
const quick = window.fetch;
window.fetch = async (url, options) => {
  const answer = await quick(url, options);
  if (options?.method?.toUpperCase() === "POST") await new Promise((done) => setTimeout(done, 2000));
  return answer;
};
// Two seconds after the form has come, Wagtail begins to watch what is typed.
addEventListener("w-unsaved:watch-edits", () => { document.documentElement.classList.add("watched"); });
"""


def is_saved(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.ok and "/pages/add/" in answer.url


@pytest.mark.thorough
def test_publishing_while_a_new_page_is_being_saved_makes_one_page(site, visitors) -> None:
    (topic,) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = 'hallux-valgus'")
    page = visitors.new(viewport=DESKTOP)
    page.add_init_script(SLOW_ANSWERS)
    sign_in(page, site, PUBLISHER, PASSWORD)
    page.goto(f"{site.url}/admin/pages/add/articles/articlepage/{topic['id']}/")
    page.locator("html.watched").wait_for()
    editor = Editor(page)
    editor.names_the_page("途中で公開した記事", "hayai")
    with page.expect_response(is_saved):
        editor.field("lead").fill("導入文です。")
    editor.action("公開")

    expect(page.locator(".messages")).to_contain_text("途中で公開した記事")
    rows = site.rows("SELECT live FROM wagtailcore_page WHERE title = '途中で公開した記事'")
    assert [bool(row["live"]) for row in rows] == [True]
