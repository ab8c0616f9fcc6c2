"""Test cards: what a customer types on the pay page, and what comes of it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from .storage import Body
from .tenders import Tender


@dataclass(frozen=True)
class TestCard:
    """A card number that is played, as in Stripe's documentation.

    `decline_code` is None for a card that pays. `approval` asks for 3-D Secure. `disputed`: the payment comes
    in, and the holder disputes it at once as fraudulent. `slow_refund`: refunds begin as pending.
    """

    number: str
    brand: str
    meaning: str
    decline_code: str | None = None
    approval: bool = False
    disputed: bool = False
    slow_refund: bool = False

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
    TestCard("4000002760003184", "visa", "3Dセキュア認証が必要", approval=True),
    TestCard("4000000000000259", "visa", "支払い成功のあと異議の申し立て", disputed=True),
    TestCard("4000000000007726", "visa", "支払い成功、返金は保留から始まる", slow_refund=True),
)
SAMPLE_EMAIL = "taro@example.com"
TEST_CARDS = {card.number: card for card in _CARDS}
"""By number; the numbers and their outcomes are those of Stripe's documentation."""


def card_tender(card: TestCard, expiry: tuple[int, int], name: str, email: str) -> Tender:
    """The card with what the customer typed beside its number, ready to be charged."""
    return Tender(
        "card",
        email,
        name,
        details=_details(card, *expiry),
        decline_code=card.decline_code,
        approval=card.approval,
        disputed=card.disputed,
        slow_refund=card.slow_refund,
    )


def sample_tender(now: float, number: str = "4242424242424242") -> Tender:
    """A test card for a payment that nobody types; KeyError for a number that is not played."""
    year = datetime.fromtimestamp(now, UTC).year + 3
    return card_tender(TEST_CARDS[number], (12, year), "TARO TEST", SAMPLE_EMAIL)


def authenticated(details: Body) -> Body:
    """The details of a card whose holder has passed 3-D Secure."""
    return details | {
        "three_d_secure": {
            "authentication_flow": "challenge",
            "electronic_commerce_indicator": "05",
            "exemption_indicator": None,
            "exemption_indicator_applied": False,
            "result": "authenticated",
            "result_reason": None,
            "transaction_id": None,
            "version": "2.2.0",
        }
    }


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


def _details(card: TestCard, exp_month: int, exp_year: int) -> Body:
    return {
        "amount_authorized": None,
        "authorization_code": None,
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "JP",
        "exp_month": exp_month,
        "exp_year": exp_year,
        "fingerprint": hashlib.sha256(card.number.encode()).hexdigest()[:16],
        "funding": "credit",
        "installments": None,
        "last4": card.number[-4:],
        "mandate": None,
        "network": card.brand,
        "network_token": {"used": False},
        "network_transaction_id": None,
        "regulated_status": "unregulated",
        "three_d_secure": None,
        "wallet": None,
    }
