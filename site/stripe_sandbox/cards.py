"""Test cards: what a customer types on the pay page, and what comes of it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class TestCard:
    """A card number that is played. `decline_code` is None for a card that pays."""

    number: str
    brand: str
    meaning: str
    decline_code: str | None = None

    __test__ = False  # pytest would take the name for a test class

    @property
    def grouped(self) -> str:
        """The number as it is printed on a card, in groups of four."""
        return " ".join(re.findall("....", self.number))


_CARDS = (
    TestCard("4242424242424242", "visa", "支払い成功"),
    TestCard("5555555555554444", "mastercard", "支払い成功（Mastercard）"),
    TestCard("4000000000000002", "visa", "カード拒否", "generic_decline"),
    TestCard("4000000000009995", "visa", "残高不足で拒否", "insufficient_funds"),
)
TEST_CARDS = {card.number: card for card in _CARDS}
"""By number; the numbers and their outcomes are those of Stripe's documentation."""


@dataclass(frozen=True)
class CardPayment:
    """A test card with what the customer typed beside its number."""

    card: TestCard
    exp_month: int
    exp_year: int
    name: str
    email: str


def read_number(typed: str) -> str:
    """The digits of a card number; full-width digits, spaces and hyphens are taken too."""
    return re.sub(r"[\s\-‐－ー]", "", unicodedata.normalize("NFKC", typed))


def number_error(number: str) -> str | None:
    """Why this number cannot be used, in Japanese; None when it is a test card."""
    if not re.fullmatch(r"[0-9]{12,19}", number) or not _passes_luhn(number):
        return "カード番号が正しくありません"
    if number not in TEST_CARDS:
        return "サンドボックスでは、下のテスト用カード番号だけが使えます"
    return None


def read_expiry(typed: str) -> tuple[int, int] | None:
    """Month and four-digit year of `12 / 30`, `12/2030` or `1230`; None when it cannot be read."""
    compact = re.sub(r"[\s/\-]", "", unicodedata.normalize("NFKC", typed))
    matched = re.fullmatch(r"(0[1-9]|1[0-2]|[1-9](?=[0-9]{2}$))(?:20)?([0-9]{2})", compact)
    return (int(matched[1]), 2000 + int(matched[2])) if matched else None


def expiry_error(expiry: tuple[int, int] | None, now: float) -> str | None:
    """Why this expiry date cannot be used, in Japanese. A card is good to the end of its month."""
    if expiry is None:
        return "有効期限を「月 / 年」で入力してください（例：12 / 30）"
    month, year = expiry
    today = datetime.fromtimestamp(now, UTC)
    if (year, month) < (today.year, today.month):
        return "カードの有効期限が切れています"
    return None


def cvc_error(typed: str) -> str | None:
    """Why this security code cannot be used, in Japanese."""
    if not re.fullmatch(r"[0-9]{3,4}", unicodedata.normalize("NFKC", typed.strip())):
        return "セキュリティコードは3桁または4桁の数字です"
    return None


def _passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
