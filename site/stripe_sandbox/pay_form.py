"""The form of the pay page: what the customer typed, what is wrong with it, and the tender it comes to."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from werkzeug.datastructures import MultiDict

from . import cards
from .cards import TEST_CARDS, card_tender
from .session_rules import is_email
from .storage import Body
from .tenders import Tender

METHOD_NAMES = {"card": "カード", "konbini": "コンビニ払い", "paypay": "PayPay"}


@dataclass
class PayForm:
    """`methods` are on offer, `method` is chosen; `errors` holds Japanese messages by the name of the field."""

    methods: list[str]
    method: str
    number: str
    expiry: str
    cvc: str
    name: str
    email: str
    konbini_name: str
    phone: str
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def prefilled(cls, session: Body, now: float) -> Self:
        """The form as it is first shown: a card that pays, good for years."""
        methods = session["payment_method_types"]
        year = datetime.fromtimestamp(now, UTC).year + 3
        number = next(iter(TEST_CARDS.values())).grouped
        expiry = f"12 / {year % 100:02}"
        email = session["customer_email"] or ""
        return cls(methods, methods[0], number, expiry, "123", "TARO TEST", email, "テスト 太郎", "")

    @classmethod
    def submitted(cls, session: Body, sent: MultiDict[str, str]) -> Self:
        """The form as it was sent. An e-mail address the shop has given cannot be changed here."""

        def typed(name: str) -> str:
            return sent.get(name, "").strip()

        methods = session["payment_method_types"]
        return cls(
            methods,
            typed("method") or methods[0],
            typed("number"),
            typed("expiry"),
            typed("cvc"),
            typed("name"),
            session["customer_email"] or typed("email"),
            typed("konbini_name"),
            typed("phone"),
        )

    def tender(self, now: float) -> Tender | None:
        """What to pay with; None after filling `errors` when something must be corrected first."""
        self.errors = {}
        self._check("email", None if is_email(self.email) else "メールアドレスを正しく入力してください")
        self._check("method", None if self.method in self.methods else "お支払い方法をお選びください")
        if self.method == "card":
            return self._card(now)
        if self.method == "konbini":
            return self._konbini()
        return None if self.errors else Tender("paypay", self.email, approval=True)

    def _card(self, now: float) -> Tender | None:
        number = cards.read_number(self.number)
        expiry = cards.read_expiry(self.expiry)
        self._check("number", cards.number_error(number))
        self._check("expiry", cards.expiry_error(expiry, now))
        self._check("cvc", cards.cvc_error(self.cvc))
        self._check("name", None if self.name else "カード名義人を入力してください")
        if self.errors or expiry is None:
            return None
        return card_tender(TEST_CARDS[number], expiry, self.name, self.email)

    def _konbini(self) -> Tender | None:
        phone = re.sub(r"[\s\-‐－ー()]", "", unicodedata.normalize("NFKC", self.phone))
        self._check("konbini_name", None if self.konbini_name else "お名前を入力してください")
        fits = not phone or (re.fullmatch(r"[0-9]{10,11}", phone) and phone.strip("0"))
        self._check("phone", None if fits else "電話番号は10桁または11桁の数字です")
        return None if self.errors else Tender("konbini", self.email, self.konbini_name, phone or None)

    def _check(self, name: str, message: str | None) -> None:
        if message:
            self.errors[name] = message
