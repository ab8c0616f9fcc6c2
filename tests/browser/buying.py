"""The way to a paid order, step by step, as a customer takes it. Shared by the browser tests of the shop."""

import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

CARD_DECLINED = "4000 0000 0000 0002"


@dataclass
class Customer:
    """Somebody with a browser page, an address of their own and the URL of the site."""

    page: Page
    url: str
    email: str = field(default_factory=lambda: f"{uuid.uuid4().hex[:10]}@example.jp")

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def follows(self, name: str) -> None:
        """Click the first visible link with this name."""
        self.page.get_by_role("link", name=name).first.click()

    def reads_the_pillar_article(self) -> None:
        self.opens("/")
        self.page.locator("main").get_by_role("link", name="坐骨神経痛", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("坐骨神経痛")
        self.page.locator("main").get_by_role("link", name=re.compile("坐骨神経痛")).first.click()
        expect(self.page.locator("article, main").first).to_contain_text("足指への3つのアプローチ")

    def follows_the_recommendation_to_the_socks(self) -> None:
        """The product card of the first rule: it carries where the customer came from."""
        self.page.locator(".where-to-start .rule").first.locator("a.product-card").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("YOSHIRO SOCKS")

    def puts_socks_in_the_basket(self, label: str = "M（24〜26cm）・藍", quantity: int = 1) -> None:
        self.page.get_by_role("radio", name=label).check()
        self.page.get_by_label("数量").fill(str(quantity))
        self.page.get_by_role("button", name="カートに入れる").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("カート")

    def puts_the_guide_in_the_basket(self) -> None:
        self.opens("/shop/guide/")
        self.page.get_by_role("button", name="カートに入れる").click()
        expect(self.page.locator("main")).to_contain_text("ひろのば体操 はじめてガイド")

    def goes_to_the_confirmation(self) -> None:
        self.opens("/basket/")
        self.follows("ご注文手続きへ進む")
        self.fills_in_contact()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("ご注文の最終確認")

    def fills_in_contact(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("お客様情報の入力")
        values = {
            "姓": "山田",
            "名": "花子",
            "セイ": "ヤマダ",
            "メイ": "ハナコ",
            "郵便番号": "100-0001",
            "市区町村": "千代田区",
            "町名・番地": "千代田1-1",
            "電話番号": "090-1234-5678",
            "メールアドレス": self.email,
        }
        for label, value in values.items():
            field = self.page.get_by_label(label, exact=True)
            # Who buys only a download is not asked where to send it.
            if field.count():
                field.fill(value)
        prefecture = self.page.get_by_label("都道府県")
        if prefecture.count():
            prefecture.select_option("東京都")
        self.page.get_by_role("button", name="ご注文の確認へ進む").click()

    def confirms(self) -> None:
        self.page.get_by_role("button", name="注文を確定する（支払いへ進む）").click()
        expect(self.page.get_by_role("button", name="支払う")).to_be_visible()

    def goes_to_pay_for_the_guide(self) -> None:
        """From nothing to Stripe's page, with a download alone: it needs no stock and no address."""
        self.puts_the_guide_in_the_basket()
        self.goes_to_the_confirmation()
        self.confirms()

    def chooses(self, method: str) -> None:
        """A way to pay on Stripe's page, by its name there."""
        self.page.get_by_role("radio", name=method).check()

    def pays(self, card: str | None = None) -> None:
        if card:
            self.page.get_by_label("カード番号").fill(card)
        self.page.get_by_role("button", name="支払う").click()

    def is_thanked(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("ご注文ありがとうございます")

    def opens_the_order(self) -> str:
        """Return the order's number as its page shows it."""
        self.follows("のページへ")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("ご注文の内容")
        text = self.page.locator("main").inner_text()
        match = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text)
        assert match, text
        return match[0]

    def downloads_the_guide(self, folder: Path) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name="ダウンロードする").first.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path.read_bytes()
