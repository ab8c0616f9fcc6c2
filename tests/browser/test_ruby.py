"""A marketer puts a reading above a word, changes it and takes it away; readers see what was published."""

import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP
from tests.browser.people import PASSWORD
from tests.browser.signing_in import sign_in
from tests.browser.writing import Editor


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="ふりがな")


def select(page: Page, prose: Locator, start: int, length: int) -> None:
    """Select part of the first line by keyboard, as a person does, and press ふりがな in the toolbar."""
    prose.click()
    page.keyboard.press("Home")
    for _ in range(start):
        page.keyboard.press("ArrowRight")
    for _ in range(length):
        page.keyboard.press("Shift+ArrowRight")
    press_button(page)


def press_button(page: Page) -> None:
    page.locator(".Draftail-ToolbarButton[name='RUBY']:visible").first.click()


@pytest.mark.thorough
def test_a_reading_is_written_changed_and_taken_away_in_the_editor(site, visitors):
    (topic,) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = 'hallux-valgus'")
    writer = visitors.new(viewport=DESKTOP)
    sign_in(writer, site, "koukai", PASSWORD)
    writer.goto(f"{site.url}/admin/pages/add/articles/articlepage/{topic['id']}/")
    editor = Editor(writer)
    editor.names_the_page("よみを付けた記事", "yomi")
    editor.field("lead").fill("導入文です。")
    name = editor.adds("段落")
    editor.types_prose(name, "中足骨頭の話です。")
    prose = writer.locator(f"[data-field-input]:has([name='{name}']) [contenteditable=true]")

    select(writer, prose, 0, 4)
    expect(dialog(writer).get_by_label("言葉")).to_have_value("中足骨頭")
    expect(dialog(writer).get_by_label("よみ")).to_be_focused()
    writer.keyboard.press("Enter")  # nothing written yet: it stays open and says what is missing
    assert writer.evaluate("document.activeElement.validationMessage") == "よみを入れてください。"
    writer.keyboard.insert_text("ちゅうそくこっとう")
    writer.keyboard.press("Enter")
    expect(dialog(writer)).to_have_count(0)
    word = prose.locator(".ruby-word")
    expect(word).to_have_attribute("data-reading", "ちゅうそくこっとう")

    # A word that has a reading opens it, by a click on the word or by the button with a part of it selected.
    word.click()
    reading = dialog(writer).get_by_label("よみ")
    expect(reading).to_have_value("ちゅうそくこっとう")
    expect(reading).to_be_focused()
    writer.keyboard.insert_text("チュウソクコットウ")  # it was selected: what is typed takes its place
    expect(reading).to_have_value("チュウソクコットウ")
    writer.keyboard.press("Escape")
    expect(dialog(writer)).to_have_count(0)
    expect(word).to_have_attribute("data-reading", "ちゅうそくこっとう")
    select(writer, prose, 2, 1)
    expect(dialog(writer).get_by_label("言葉")).to_have_value("中足骨頭")
    dialog(writer).get_by_label("よみ").fill("ちゅうそくこっとうⅡ")
    dialog(writer).get_by_role("button", name="決定").click()
    expect(word).to_have_text("中足骨頭")
    expect(word).to_have_attribute("data-reading", "ちゅうそくこっとうⅡ")
    # The editor hands on what was written a quarter of a second later.
    expect(writer.locator(f"input[name='{name}']")).to_have_value(re.compile("ちゅうそくこっとうⅡ"))
    editor.action("公開")
    expect(writer.locator(".messages")).to_contain_text("よみを付けた記事")

    reader = visitors.new()
    reader.goto(f"{site.url}/articles/hallux-valgus/yomi/")
    ruby = reader.locator("main .body ruby").first
    expect(ruby.locator("rt")).to_have_text("ちゅうそくこっとうⅡ")
    assert ruby.evaluate("ruby => ruby.firstChild.textContent") == "中足骨頭"
    assert reader.locator("main .body ruby rt").first.bounding_box()["y"] < ruby.bounding_box()["y"] + 4

    paper = PdfReader(io.BytesIO(reader.pdf(format="A4", prefer_css_page_size=True)))
    printed = "".join("".join(page.extract_text() for page in paper.pages).split())
    assert "よみを付けた記事" in printed
    assert "そくこっとう" in printed
    # What leads on, sells or pays is for the screen.
    for words in ("本文へ進む", "カート", "次に知りたいこと", "関連する記事"):
        assert words not in printed

    (page,) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = 'yomi'")
    writer.goto(f"{site.url}/admin/pages/{page['id']}/edit/")
    writer.locator(".ruby-word").click()
    dialog(writer).get_by_role("button", name="ふりがなを外す").click()
    expect(writer.locator(".ruby-word")).to_have_count(0)
    expect(writer.locator(f"input[name='{name}']")).not_to_have_value(re.compile("RUBY"))
    Editor(writer).action("公開")
    expect(writer.locator(".messages")).to_contain_text("よみを付けた記事")
    reader.reload()
    expect(reader.locator("main article")).to_contain_text("中足骨頭の話です。")
    expect(reader.locator("main .body ruby")).to_have_count(0)

    # The editor saves by itself, now and then in the middle of a new block: that is refused, and tried again.
    visitors.problems = [problem for problem in visitors.problems if "400 (Bad Request)" not in problem]
