"""A reader finds out where to start: by mouse, by keyboard, without JavaScript, on a phone and on a desk."""

import contextlib
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import BOTH_WIDTHS, DESKTOP
from tests.browser.quickstart_site import QuickstartSite
from tests.browser.signing_in import sign_in
from tests.browser.waiting import wait_until

ARTICLE = "/articles/sciatica/sciatica-cause/"


def answer(page: Page):
    return page.locator("#start-answer")


def choose(page: Page, *labels: str) -> None:
    for label in labels:
        page.get_by_role("radio", name=label, exact=True).check()
    page.get_by_role("button", name="おすすめを見る").click()


def no_sideways_scrolling(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@BOTH_WIDTHS
def test_answering_changing_going_back_reloading_and_sharing(
    site: QuickstartSite, visitors, viewport
) -> None:
    page = visitors.new(viewport=viewport)
    page.goto(site.url + ARTICLE)
    page.evaluate("window.sameDocument = true")
    expect(answer(page)).to_have_count(0)

    choose(page, "続かなかった")
    expect(answer(page)).to_have_text("おすすめの始め方 ② YOSHIRO SOCKS")
    expect(answer(page)).to_be_focused()
    expect(page.locator("[data-start-status]")).to_have_text("おすすめを表示しました。")

    choose(page, "続いている", "少し余裕が出てきた")
    expect(answer(page)).to_contain_text("① ひろのば体操 + ② YOSHIRO SOCKS + ③ 小股歩き")
    assert page.evaluate("window.sameDocument")
    assert no_sideways_scrolling(page)
    shared = page.url

    page.go_back()
    expect(answer(page)).to_have_text("おすすめの始め方 ② YOSHIRO SOCKS")
    expect(page.get_by_role("radio", name="続かなかった")).to_be_checked()
    page.go_back()
    expect(answer(page)).to_have_count(0)
    expect(page.get_by_role("radio", name="続かなかった")).not_to_be_checked()
    page.go_forward()
    expect(answer(page)).to_have_text("おすすめの始め方 ② YOSHIRO SOCKS")
    page.reload()
    expect(answer(page)).to_have_text("おすすめの始め方 ② YOSHIRO SOCKS")

    friend = visitors.new(viewport=viewport)
    friend.goto(shared)
    expect(answer(friend)).to_contain_text("③ 小股歩き")
    expect(friend.get_by_role("radio", name="少し余裕が出てきた")).to_be_checked()
    assert friend.context.cookies() == []


def test_the_keyboard_is_enough(site: QuickstartSite, visitors) -> None:
    page = visitors.new(viewport=DESKTOP)
    page.goto(site.url + ARTICLE)
    page.get_by_role("radio", name="どちらでもない").first.focus()

    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="続いている")).to_be_checked()
    for _group in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="おすすめを見る")).to_be_focused()
    page.keyboard.press("Enter")

    expect(answer(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="① ひろのば体操").last).to_be_focused()


@pytest.mark.thorough
def test_a_screen_reader_hears_the_questions_their_groups_and_the_answer(
    site: QuickstartSite, visitors
) -> None:
    page = visitors.new()
    page.goto(site.url + ARTICLE)
    chooser = page.get_by_role("region", name="当てはまるものを選んで、始め方を見る")
    choose(page, "続いている")
    expect(answer(page)).to_be_focused()

    expect(chooser).to_match_aria_snapshot("""
      - heading "当てはまるものを選んで、始め方を見る" [level=2]
      - status: おすすめを表示しました。
      - group "体操について":
        - radio "続かなかった"
        - radio "続いている" [checked]
        - radio "どちらでもない"
      - group "歩き方について":
        - radio "いまは意識できない"
        - radio "少し余裕が出てきた"
        - radio "どちらでもない" [checked]
      - group "靴について":
        - radio "すぐには替えられない"
        - radio "当てはまらない" [checked]
      - button "おすすめを見る"
      - heading "おすすめの始め方 ① ひろのば体操 + ② YOSHIRO SOCKS" [level=3]
    """)


@BOTH_WIDTHS
def test_without_javascript_the_form_gives_the_same_answer(site: QuickstartSite, visitors, viewport) -> None:
    page = visitors.new(viewport=viewport, javascript=False)
    page.goto(site.url + ARTICLE)

    choose(page, "続かなかった", "少し余裕が出てきた")

    expect(answer(page)).to_have_text("おすすめの始め方 ② YOSHIRO SOCKS + ③ 小股歩き")
    expect(answer(page)).to_be_in_viewport()
    assert page.url.endswith("#start-answer")
    page.go_back()
    expect(answer(page)).to_have_count(0)


@pytest.mark.thorough
def test_the_sale_can_be_traced_back_to_the_rule_through_the_approach(site: QuickstartSite, visitors) -> None:
    page = visitors.new()
    page.goto(site.url + ARTICLE)
    choose(page, "続いている")
    page.locator(".start-steps a").last.click()
    page.wait_for_url(re.compile(r"/approaches/socks/\?f="))
    source = page.url.partition("?f=")[2]

    page.locator(".approach-products a.product-card").first.click()

    page.wait_for_url(re.compile(r"/shop/"))
    assert page.url.partition("?f=")[2] == source


@pytest.mark.thorough
def test_the_timer_counts_can_be_paused_and_makes_no_sound(site: QuickstartSite, visitors) -> None:
    page = visitors.new()
    # Seconds pass only when the test says so, however slow the machine is.
    page.clock.install(time=datetime(2026, 1, 1, tzinfo=UTC))
    page.goto(f"{site.url}/approaches/exercise/")
    page.clock.pause_at(datetime(2026, 1, 2, tzinfo=UTC))
    step = page.locator(".step-dose[data-hold]").first
    step.get_by_role("button", name="秒を数える").click()
    page.clock.run_for(2000)
    expect(step.get_by_role("status")).to_have_text("残り3秒")

    step.get_by_role("button", name="止める").click()
    page.clock.run_for(5000)
    expect(step.get_by_role("status")).to_have_text("残り3秒")

    step.get_by_role("button", name="続ける").click()
    page.clock.run_for(3000)
    expect(step.get_by_role("status")).to_have_text("数え終わりました")
    expect(step.get_by_role("button", name="秒を数える")).to_be_visible()
    assert page.locator("audio, video").count() == 0


@pytest.mark.thorough
def test_the_editor_sees_the_table_follow_the_typing_and_opens_a_row(site: QuickstartSite, visitors) -> None:
    page = visitors.new(viewport=DESKTOP)
    sign_in(page, site, "owner", site.password)
    page.goto(f"{site.url}/admin/snippets/articles/tail/")
    page.get_by_role("link", name="記事の末尾（標準）").first.click()
    table = page.locator("[data-truth-table]")
    expect(table).to_contain_text("18通りのすべてで")

    words = page.locator("input[name^='body-'][name$='-conditions-0-value-text']").first
    words.fill("体操を三日でやめた方")
    expect(table).to_contain_text("体操を三日でやめた方")
    with page.context.expect_page() as opened:
        table.get_by_role("link", name=re.compile("^この人として見る.*: 体操を三日でやめた方$")).click()
    preview = opened.value
    expect(answer(preview)).to_contain_text("② YOSHIRO SOCKS")
    expect(preview.locator(".start-answer")).to_contain_text("体操を三日でやめた方")

    default = page.locator("input[type=checkbox][name$='-rules-0-value-is_default']")
    default.uncheck()
    expect(table).to_contain_text("このままでは公開できません")
    expect(table).to_contain_text("例: どの条件にも当てはまらない人")
    default.check()
    expect(table).to_contain_text("18通りのすべてで")
    words.fill("体操を始めてみたが、長続きしなかった方")
    expect(table).to_contain_text("体操を始めてみたが、長続きしなかった方")


@pytest.mark.thorough
def test_typing_never_waits_for_the_table_and_an_answer_that_was_overtaken_is_dropped(
    site: QuickstartSite, visitors
) -> None:
    page = visitors.new(viewport=DESKTOP)
    sign_in(page, site, "owner", site.password)
    page.goto(f"{site.url}/admin/snippets/articles/tail/")
    page.get_by_role("link", name="記事の末尾（標準）").first.click()
    table = page.locator("[data-truth-table]")
    expect(table).to_contain_text("18通りのすべてで")
    asked: list[Route] = []
    page.route("**/where-to-start/table/", lambda route: asked.append(route))  # noqa: PLW0108 - playwright cannot mark a builtin
    words = page.locator("input[name^='body-'][name$='-conditions-0-value-text']").first

    words.press_sequentially("あいうえお")
    wait_until(page, lambda: len(asked) >= 1)
    words.press_sequentially("かきくけこ")
    wait_until(page, lambda: len(asked) >= 2)
    page.wait_for_timeout(1500)

    # One question for each pause, not for each letter; the first still hangs while its successor is asked.
    assert len(asked) == 2
    assert "あいうえおかきくけこ" in words.input_value()
    asked[1].fulfill(body="<p>新しい答え</p>")
    expect(table).to_contain_text("新しい答え")
    with contextlib.suppress(Error):
        asked[0].fulfill(body="<p>古い答え</p>")
    page.wait_for_timeout(300)
    expect(table).not_to_contain_text("古い答え")

    words.press_sequentially("さ")
    wait_until(page, lambda: len(asked) >= 3)
    asked[2].abort()
    expect(table).to_contain_text("いま書いた内容では確かめられませんでした")
    page.unroute("**/where-to-start/table/")
    words.fill("体操を始めてみたが、長続きしなかった方")
    expect(table).to_contain_text("18通りのすべてで")
    expect(table).not_to_contain_text("確かめられませんでした", use_inner_text=True)
    visitors.problems = [problem for problem in visitors.problems if "/where-to-start/table/" not in problem]
