"""A buyer of the chaos: a person at a browser who tries again when something fails, and at some point gives up."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from shop.catalogue.models import Variant
from stripe_sandbox import SandboxServer
from stripe_sandbox.config import SandboxError
from tests.shop.walking import CARD, DECLINED, Shopper, form_fields

TRIES = 40
WAYS = {
    "card": 50,
    "declined, then card": 8,
    "PayPay": 8,
    "slip paid": 10,
    "slip left": 6,
    "left": 10,
    "refunded": 8,
}


class GaveUpError(Exception):
    """The shop did not answer for too long."""


class Answer:
    """An answer over HTTP, as the shopper of the tests knows answers."""

    def __init__(self, response: requests.Response) -> None:
        self.content = response.content
        self.status_code = response.status_code
        self.headers = response.headers

    def __getitem__(self, name: str) -> str:
        return self.headers[name]


@dataclass
class Browser:
    """Keeps cookies and knows two servers of one site; when one does not answer, the other may."""

    ports: list[int]
    dice: random.Random
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> Any:
        """Open a page."""
        return self._try(lambda site: self.session.get(site + path, timeout=30, allow_redirects=False))

    def post(self, path: str, data: dict[str, str]) -> Any:
        """Send a form."""
        return self._try(lambda site: self.session.post(site + path, data, timeout=30, allow_redirects=False))

    def _try(self, ask: Callable[[str], requests.Response]) -> Answer:
        """Ask until somebody answers, with pauses, like a person who presses again."""
        for _turn in range(TRIES):
            try:
                response = ask(f"http://127.0.0.1:{self.dice.choice(self.ports)}")
            except requests.RequestException:
                time.sleep(0.4)
                continue
            if response.status_code < 500:
                return Answer(response)
            time.sleep(0.4)
        raise GaveUpError


class Buyer:
    """Buyer `n`. What they do depends on the seed and n alone; what becomes of it does not."""

    def __init__(
        self, seed: int, n: int, ports: list[int], stripe_side: SandboxServer, variants: list[Variant]
    ) -> None:
        self.dice = random.Random(f"{seed} {n}")
        self.way = self.dice.choices(list(WAYS), list(WAYS.values()))[0]
        self.wanted = self.dice.sample(variants, self.dice.choice((1, 1, 2, 3)))
        self.stripe = stripe_side
        self.shopper = Shopper(client=Browser(ports, self.dice))  # type: ignore[arg-type]

    def buy(self) -> str:
        """Go all the way, and return in a word how it ended."""
        try:
            return self._buy()
        except GaveUpError:
            return "gave up"
        except (requests.RequestException, SandboxError):
            # Their page at Stripe broke off, or was closed under their hands.
            return "broke off at Stripe"

    def _buy(self) -> str:
        for variant in self.wanted:
            self.shopper.add(variant, self.dice.choice((1, 1, 1, 2)))
        self.shopper.type_address()
        form = self.shopper.confirmation().select_one("form.confirm-form")
        if form is None:
            return "sold out"
        pressed = self.shopper.client.post("/checkout/confirm/", form_fields(form))
        if self.dice.random() < 0.2:
            # Impatient: pressed again, or in a second tab.
            pressed = self.shopper.client.post("/checkout/confirm/", form_fields(form))
        if pressed.status_code != 303:
            return "changed"
        url = pressed["Location"]
        if not url.startswith(self.stripe.base_url):
            return "sold out at the last button" if "/basket/" in url else "already ordered"
        return self._pay(url)

    def _pay(self, url: str) -> str:
        session = url.rpartition("/")[2].partition("#")[0]
        if self.way == "left":
            self.shopper.client.get("/checkout/left/")
            return self.way
        if self.way.startswith("slip"):
            try:
                self.stripe.control.take_slip(session)
            except SandboxError:
                # Not offered: too few are left. By card then.
                return self._by_card(url)
            self._come_back(session)
            if self.way == "slip paid":
                self.stripe.control.pay_slip(session)
            return self.way
        if self.way == "PayPay":
            self.stripe.control.pay_by_paypay(session)
            self._come_back(session)
            return self.way
        if self.way.startswith("declined"):
            self.shopper.pay(url, DECLINED)
        end = self._by_card(url)
        if self.way == "refunded":
            self._refund(session)
        return end

    def _by_card(self, url: str) -> str:
        paid = self.shopper.pay(url, CARD)
        if paid.status_code != 303:
            return f"not paid: {paid.status_code}"
        self._come_back(url.rpartition("/")[2].partition("#")[0])
        return self.way

    def _come_back(self, session: str) -> None:
        """Half of the buyers let Stripe lead them back; the others close the window."""
        if self.dice.random() < 0.5:
            self.shopper.client.get(f"/checkout/done/?session_id={session}")

    def _refund(self, session: str) -> None:
        """The shop gives a part back in Stripe's dashboard."""
        intent = self._intent(session)
        for event in self.stripe.events("charge.succeeded"):
            charge = event["data"]["object"]
            if charge["payment_intent"] == intent:
                self.stripe.control.refund(charge["id"], self.dice.choice((None, 100)))

    def _intent(self, session: str) -> str:
        done = self.stripe.events("checkout.session.completed")
        return next(
            (
                str(e["data"]["object"]["payment_intent"])
                for e in done
                if e["data"]["object"]["id"] == session
            ),
            "",
        )
