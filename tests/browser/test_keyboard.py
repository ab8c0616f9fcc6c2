"""From the first page to a paid order and its download without touching a mouse (WCAG 2.2: 2.1.1, 2.4.7, 2.4.11)."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import BOTH_WIDTHS, PHONE, Visitors
from tests.browser.quickstart_site import QuickstartSite

MOST_TABS = 150
# Whether the focused element can be seen, is not covered, and shows that it has the focus.
SEEN = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 24) / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return {
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    uncovered: !!top && (element.contains(top) || top.contains(element) || top.closest("label")?.control === element),
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    what: `${element.tagName} ${element.textContent.trim().slice(0, 30)}`,
  };
}"""


class Hands:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hard_to_see: list[Any] = []

    def reaches(self, target: Locator) -> None:
        """Press Tab until `target` has the focus; every stop on the way must be seen."""
        expect(target).to_be_attached()
        self.page.wait_for_load_state()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            seen = self.page.evaluate(SEEN)
            if not (seen["inside"] and seen["uncovered"] and seen["ring"]):
                self.hard_to_see.append(seen)
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"Tab never came to {target}")

    def skips_to_the_text(self) -> None:
        """Use the first link of every page."""
        self.reaches(self.page.get_by_role("link", name="本文へ進む"))
        self.page.keyboard.press("Enter")

    def follows(self, target: Locator) -> None:
        """Tab to a link or button and press Enter."""
        self.reaches(target)
        self.page.keyboard.press("Enter")

    def types(self, label: str, text: str) -> None:
        self.reaches(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)


@BOTH_WIDTHS
@pytest.mark.thorough
def test_from_the_first_page_to_the_download_by_keyboard_alone(
    site: QuickstartSite, visitors: Visitors, tmp_path: Path, viewport: dict[str, int]
) -> None:
    page = visitors.new(viewport=viewport)
    hands, main = Hands(page), page.locator("main")
    page.goto(f"{site.url}/")
    hands.skips_to_the_text()
    hands.follows(main.get_by_role("link", name="坐骨神経痛", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("坐骨神経痛")
    hands.skips_to_the_text()
    hands.follows(main.locator("a[href$='/sciatica-cause/']").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("本当の原因")

    # Over the contents to the recommendation, from there to what it recommends.
    hands.skips_to_the_text()
    contents = page.get_by_role("navigation", name="目次")
    if viewport == PHONE:
        hands.follows(contents.locator("summary"))
    hands.follows(contents.get_by_role("link").last)
    hands.follows(main.locator(".where-to-start .rule a.product-card").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("YOSHIRO SOCKS")

    hands.skips_to_the_text()
    hands.reaches(main.get_by_role("radio").first)
    socks = main.get_by_role("radio", name="M（24〜26cm）・墨")
    for _ in range(main.get_by_role("radio").count()):
        if not socks.is_checked():
            page.keyboard.press("ArrowDown")
    hands.follows(main.get_by_role("button", name="カートに入れる"))
    expect(page.get_by_role("heading", level=1)).to_have_text("カート")
    expect(main).to_contain_text("M（24〜26cm）・墨")
    page.goto(f"{site.url}/shop/guide/")
    hands.skips_to_the_text()
    hands.follows(main.get_by_role("button", name="カートに入れる"))
    expect(page.get_by_role("heading", level=1)).to_have_text("カート")
    hands.follows(main.get_by_role("link", name="ご注文手続きへ進む"))

    for label, text in {
        "姓": "山田",
        "名": "花子",
        "セイ": "ヤマダ",
        "メイ": "ハナコ",
        "郵便番号": "100-0001",
    }.items():
        hands.types(label, text)
    hands.reaches(page.get_by_label("都道府県"))
    for _ in range(13):  # from the north: 東京都 is the thirteenth
        page.keyboard.press("ArrowDown")
    for label, text in {
        "市区町村": "千代田区",
        "町名・番地": "千代田1-1",
        "電話番号": "090-1234-5678",
        "メールアドレス": "hands@example.jp",
    }.items():
        hands.types(label, text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("ご注文の最終確認")
    hands.follows(page.get_by_role("button", name="注文を確定する（支払いへ進む）"))
    hands.follows(page.get_by_role("button", name="支払う"))
    expect(page.get_by_role("heading", level=1)).to_have_text("ご注文ありがとうございます")
    hands.follows(main.get_by_role("link", name="のページへ"))
    expect(page.get_by_role("heading", level=1)).to_have_text("ご注文の内容")
    with page.expect_download() as waiting:
        hands.follows(main.get_by_role("button", name="ダウンロードする").first)
    waiting.value.save_as(tmp_path / "guide.pdf")

    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF-")
    assert hands.hard_to_see == []
