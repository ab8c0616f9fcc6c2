"""A publisher who has never seen it builds the recommendation of the model article from an empty block and publishes."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.people import PASSWORD, PUBLISHER
from tests.browser.quickstart_site import QuickstartSite
from tests.browser.recommending import RecommendationForm, Recommends, Says
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.thorough

EXERCISE, SOCKS, WALK = "ひろのば体操", "YOSHIRO SOCKS", "小股歩き"

FOR_EVERYBODY = Recommends(
    heading="まず迷っている方へ",
    subtitle="どれから始めるか迷ったら",
    default=True,
    conditions=[
        Says("体操が続かなかった人", "続かなかった", "体操", EXERCISE),
        Says("歩き方を意識する余裕がない人", "余裕がない", "歩き方", WALK),
        Says("靴をすぐに変えられない人", "変えられない", "靴"),
    ],
    lead_in="この場合は、",
    approaches=[SOCKS],
    label="足元環境を整える",
    closing="から始めるのが現実的です。",
    reason="身支度の中で置きかえられるためです。",
)
FOR_THOSE_WHO_EXERCISE = Recommends(
    heading="すでに体操ができている方へ",
    conditions=[Says("すでに体操ができている人", "できている", "体操")],
    shows_conditions=False,
    approaches=[EXERCISE, SOCKS],
    closing="を組み合わせます。",
)
FOR_THOSE_WITH_ROOM = Recommends(
    heading="余裕が出てきた方へ",
    adds=True,
    conditions=[Says("余裕が出てきた人", "余裕が出てきた", "歩き方")],
    shows_conditions=False,
    approaches=[WALK],
    closing="を組み合わせます。",
)


def look(page: Page, name: str) -> None:
    """Keep a picture of this step where LOOK says; without it, nothing."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_the_seeds_recommendation_from_an_empty_block_to_publication(site: QuickstartSite, visitors) -> None:
    page = visitors.new(viewport=DESKTOP)
    sign_in(page, site, PUBLISHER, PASSWORD)
    page.goto(f"{site.url}/admin/snippets/articles/tail/add/")
    form = RecommendationForm(page)
    form.field("name").fill("試しの末尾")
    form.adds("どれから始めるか")
    look(page, "1-empty")
    # What nobody has to know is not there to be spoiled.
    expect(form.field("body-0-value-rules-0-value-key")).to_be_hidden()

    form.writes(FOR_EVERYBODY)
    look(page, "2-first-rule")
    expect(form.table).to_contain_text("8通りのすべてで")
    form.next_rule()
    form.writes(FOR_THOSE_WHO_EXERCISE)
    look(page, "3-second-rule")
    form.next_rule()
    expect(form.table).to_contain_text("このままでは公開できません")
    form.writes(FOR_THOSE_WITH_ROOM)
    form.types_prose("body-0-value-closing_note", "どれか一つを完璧にする必要はありません。")
    form.field("body-0-value-chooser_enabled").check()

    expect(form.table).to_contain_text("18通りのすべてで")
    expect(form.table.locator("tbody tr")).to_have_count(18)
    for result in (
        "② YOSHIRO SOCKS — 8通り",
        "② YOSHIRO SOCKS + ③ 小股歩き — 4通り",
        "① ひろのば体操 + ② YOSHIRO SOCKS — 4通り",
        "① ひろのば体操 + ② YOSHIRO SOCKS + ③ 小股歩き — 2通り",
    ):
        expect(form.table).to_contain_text(result)
    form.table.scroll_into_view_if_needed()
    look(page, "4-table")

    form.action("公開")
    expect(page.locator(".messages")).to_contain_text("試しの末尾")
    look(page, "5-published")
    (tail,) = site.rows("SELECT live, body FROM articles_tail WHERE name = '試しの末尾'")
    assert tail["live"]
