"""A writer writes and submits an article, a publisher publishes and moves it; readers and old links follow."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import PASSWORD
from tests.browser.quickstart_site import QuickstartSite
from tests.browser.signing_in import sign_in
from tests.browser.writing import Editor, write_every_block


def topic_id(site: QuickstartSite, slug: str) -> int:
    (row,) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = %s", slug)
    return row["id"]


def see_phone_preview(page: Page) -> None:
    """Open the preview panel: it shows the draft at the width of a phone."""
    page.get_by_role("button", name="プレビューを開く・閉じる").click()
    draft = page.frame_locator("iframe.w-preview__iframe >> nth=0")
    expect(draft.get_by_role("heading", level=1)).to_have_text("試し書きの記事")
    assert draft.locator("html").evaluate("html => html.clientWidth") <= 420
    page.get_by_role("button", name="プレビューを開く・閉じる").click()


@pytest.mark.thorough
def test_from_an_empty_page_to_readers_and_a_move_that_breaks_no_link(site, visitors):
    writer = visitors.new(viewport=DESKTOP)
    sign_in(writer, site, "kakite", PASSWORD)
    writer.goto(f"{site.url}/admin/pages/add/articles/articlepage/{topic_id(site, 'sciatica')}/")
    editor = Editor(writer)
    editor.names_the_page("試し書きの記事", "tameshi")
    editor.field("lead").fill("導入文です。足もとから考えます。")
    write_every_block(editor)
    see_phone_preview(writer)
    expect(writer.get_by_role("button", name="公開", exact=True)).to_have_count(0)
    editor.action("公開の承認に提出する")
    expect(writer.locator(".messages")).to_contain_text("試し書きの記事")
    address = f"{site.url}/articles/sciatica/tameshi/"

    reader = visitors.new()
    assert reader.request.get(address).status == 404

    publisher = visitors.new(viewport=DESKTOP)
    sign_in(publisher, site, "koukai", PASSWORD)
    publisher.get_by_role("link", name="試し書きの記事").first.click()
    Editor(publisher).action("承認して公開")
    expect(publisher.locator(".messages")).to_contain_text("試し書きの記事")

    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("試し書きの記事")
    text = reader.locator("main").inner_text()
    for words in (
        "こんにちは。試し書きの足指研究家です。",
        "「朝の一歩目がこわいんです」",
        "痛い場所だけを見ている",
        "足もとから順番に整理します。",
        "立ち方。",
        "骨盤の向き",
        "支え方が、そのまま残っている",
        "内側に寄るタイプ",
        "足の絵の説明",
        "足を組む",
        "3,300円（税込）",
        "無理をしないでください。",
        "最後に大切なのは続けることです",
        "足指への3つのアプローチ",
    ):
        assert words in text
    assert "まだ書いていない記事" not in text

    (page,) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = 'tameshi'")
    publisher.goto(f"{site.url}/admin/pages/{page['id']}/move/{topic_id(site, 'hallux-valgus')}/confirm/")
    publisher.locator("main form").get_by_role("button").first.click()
    expect(publisher.locator(".messages")).to_contain_text("試し書きの記事")
    reader.goto(address)
    assert reader.url == f"{site.url}/articles/hallux-valgus/tameshi/"
    expect(reader.get_by_role("heading", level=1)).to_have_text("試し書きの記事")
