"""A customer, as a program that knows nothing but HTML: it follows links and sends the forms it is shown."""

from dataclasses import dataclass, field
from typing import Any

import requests
from bs4 import BeautifulSoup, Tag
from django.test import Client

from shop.catalogue.models import Variant
from shop.orders.models import Order

CARD = {"number": "4242424242424242", "expiry": "12 / 39", "cvc": "123", "name": "HANAKO YAMADA"}
DECLINED = CARD | {"number": "4000000000000002"}
CONTACT = {
    "family_name": "山田",
    "given_name": "花子",
    "family_kana": "やまだ",
    "given_kana": "ﾊﾅｺ",
    "postal_code": "１０１００５１",
    "prefecture": "東京都",
    "city": "千代田区",
    "street": "神田神保町１−２−３",
    "building": "足指マンション405",
    "phone": "090-1234-5678",
    "email": "hanako@example.jp",
}


def soup(response: Any) -> BeautifulSoup:
    """Return the page in `response`."""
    return BeautifulSoup(response.content, "html.parser")


def form_fields(form: Tag) -> dict[str, str]:
    """Return what a browser would send for `form` without anything typed or pressed."""
    fields = {}
    for control in form.select("input[name], select[name]"):
        kind = control.get("type")
        if kind in ("radio", "checkbox") and not control.has_attr("checked"):
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            fields[str(control["name"])] = str(chosen.get("value", "")) if chosen else ""
        else:
            fields[str(control["name"])] = str(control.get("value", ""))
    return fields


@dataclass
class Shopper:
    """One browser."""

    client: Client = field(default_factory=Client)

    def add(self, variant: Variant, quantity: int = 1, **fields: str) -> Any:
        """Put something in the basket."""
        data = {"sku": variant.sku, "quantity": str(quantity), **fields}
        return self.client.post("/basket/add/", data)

    def basket(self) -> BeautifulSoup:
        """Open the basket page."""
        return soup(self.client.get("/basket/"))

    def type_address(self, **changes: str) -> Any:
        """Fill in the address form with what it asks for."""
        form = soup(self.client.get("/checkout/")).select_one("form.address-form")
        if form is None:
            return self.client.get("/checkout/")
        wanted = CONTACT | changes
        data = {name: wanted.get(name, "") for name in form_fields(form)}
        return self.client.post("/checkout/", data)

    def confirmation(self) -> BeautifulSoup:
        """Open the last confirmation."""
        return soup(self.client.get("/checkout/confirm/"))

    def confirm(self, page: BeautifulSoup | None = None) -> Any:
        """Press the button of the last confirmation, as shown in `page` or now."""
        form = (page or self.confirmation()).select_one("form.confirm-form")
        assert form is not None, "no confirmation was shown"
        return self.client.post("/checkout/confirm/", form_fields(form))

    def check_out(self) -> str:
        """Go from the basket to Stripe and return the address of its page."""
        self.type_address()
        response = self.confirm()
        assert response.status_code == 303, response.content.decode()
        return str(response["Location"])

    def pay(self, url: str, card: dict[str, str] = CARD) -> requests.Response:
        """Pay on Stripe's page; the way back is not followed."""
        return requests.post(url, data=card, allow_redirects=False, timeout=10)

    def come_back(self, paid: requests.Response) -> Any:
        """Follow Stripe's redirect to our page."""
        assert paid.status_code == 303, paid.text
        return self.client.get(paid.headers["Location"].removeprefix("http://testserver"))


def last_order() -> Order:
    """Return the newest order."""
    return Order.objects.latest("created_at", "id")
