"""Writing an article in the admin, block by block, as a marketer does. Shared by the browser tests of the editor."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import wait_until


class Editor:
    """The edit form of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body = page.locator("section[id$='-body-section']").first
        self.blocks = 0

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}']")

    def names_the_page(self, title: str, slug: str) -> None:
        """Type the title, let the slug follow it as it does a moment later, then type a slug of one's own."""
        self.field("title").fill(title)
        self.field("title").press("Tab")
        expect(self.field("slug")).to_have_value(title)
        self.page.get_by_role("tab").nth(1).click()
        self.field("slug").fill(slug)
        self.page.get_by_role("tab").first.click()

    def adds(self, label: str) -> str:
        """Add a block from the picker; return the prefix of its fields' names."""
        self.picks(self.body.get_by_role("button", name="ブロックを追加").last, label)
        prefix = f"body-{self.blocks}-value"
        self.blocks += 1
        expect(self.page.locator(f"[name='body-{self.blocks - 1}-type']")).to_be_attached()
        return prefix

    def picks(self, button: Locator, label: str) -> None:
        """Open a block picker and take a block."""
        button.click()
        self.page.get_by_role("option", name=label, exact=True).first.click()
        self.stands_still()

    def stands_still(self) -> None:
        """Wait until a new block has slid in: a button that moves between press and release is not clicked."""
        wait_until(self.page, lambda: self.page.evaluate("jQuery(':animated').length") == 0)

    def types_prose(self, name: str, *lines: str) -> None:
        """Type into a rich text field, one paragraph a line."""
        editor = (
            self.page.locator(f"[data-field-input]:has([name='{name}'])")
            .last.locator("[contenteditable=true]")
            .first
        )
        editor.click()
        for number, line in enumerate(lines):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.insert_text(line)

    def chooses(self, name: str, button: str, *steps: str) -> None:
        """Fill a chooser: press its button, then follow links in the window by their names."""
        window = self.window_of(name, button)
        for step in steps:
            window.get_by_role("link", name=step, exact=True).first.click()
        self.window_is_gone()

    def chooses_picture(self, name: str) -> None:
        """Take the first picture of the library."""
        self.window_of(name, "画像を選択").locator("a.image-choice").first.click()
        self.window_is_gone()

    def window_of(self, name: str, button: str) -> Locator:
        """Press the button of a chooser; return the window that opens."""
        chooser = self.page.locator(f"[data-field-input]:has([name='{name}'])").last
        chooser.get_by_role("button", name=button).click()
        return self.page.locator(".modal.in")

    def window_is_gone(self) -> None:
        """Wait until the window has faded: only then Wagtail gives the focus back to the button that opened it.

        The page scrolls to that button, and a click that is under way just then hits nothing.
        """
        expect(self.page.locator("body > .modal")).to_have_count(0)

    def action(self, name: str) -> None:
        """Use an action of the form's footer, opening its menu when it is not the first one."""
        button = self.page.locator("footer").get_by_role("button", name=name, exact=True)
        if not button.first.is_visible():
            self.page.locator("footer").get_by_role("button", name="他のアクション").click()
        button.first.click()


def write_every_block(editor: Editor) -> None:
    """Fill an article's body with one of each block, in the shape of the model article."""
    name = editor.adds("あいさつ")
    editor.field(f"{name}-text").fill("こんにちは。試し書きの足指研究家です。")
    name = editor.adds("読者の声")
    editor.field(f"{name}-0-value").fill("朝の一歩目がこわいんです")
    name = editor.adds("見出し")
    editor.field(f"{name}-kicker").fill("共通点①")
    editor.field(f"{name}-text").fill("痛い場所だけを見ている")
    editor.field(f"{name}-subtitle").fill("順番があります")
    name = editor.adds("段落")
    editor.types_prose(name, "足もとから順番に整理します。")
    name = editor.adds("一行一段落")
    editor.types_prose(name, "座り方。", "立ち方。", "歩き方。")
    name = editor.adds("リスト")
    editor.types_prose(f"{name}-items-0-value", "骨盤の向き")
    name = editor.adds("要の一文")
    editor.field(name).fill("支え方が、そのまま残っている")
    name = editor.adds("関連記事への案内")
    editor.field(f"{name}-lead_in").fill("くわしくはこちらの記事です。")
    editor.field(f"{name}-links-0-value-pending_title").fill("まだ書いていない記事")
    name = editor.adds("足のタイプ")
    editor.field(f"{name}-intro").fill("三つの傾向があります。")
    editor.chooses(
        f"{name}-patterns-0-value-pattern", "足のタイプを選択", "内側に寄るタイプ（外反母趾・親指側）"
    )
    name = editor.adds("図")
    editor.chooses_picture(f"{name}-image-image")
    editor.field(f"{name}-image-alt_text").fill("足の絵")
    editor.field(f"{name}-caption").fill("足の絵の説明")
    name = editor.adds("手順")
    editor.field(f"{name}-steps-0-value-title").fill("足を組む")
    editor.types_prose(f"{name}-steps-0-value-text", "楽な角度で座ります。")
    name = editor.adds("商品")
    editor.chooses(f"{name}-product", "商品を選ぶ", "YOSHIRO SOCKS")
    name = editor.adds("注")
    editor.types_prose(name, "無理をしないでください。")
    name = editor.adds("まとめ")
    editor.field(f"{name}-text").fill("足もとから見直す")
    add_inside = editor.page.locator(f"[name='{name}-body-count']").locator("xpath=..")
    editor.picks(add_inside.get_by_role("button", name="ブロックを追加").first, "要の一文")
    editor.field(f"{name}-body-0-value").fill("最後に大切なのは続けることです")
