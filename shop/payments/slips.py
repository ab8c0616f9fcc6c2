"""A convenience store slip in words: which store, which numbers."""

from dataclasses import dataclass

from shop.payments.models import PaymentAttempt

STORE_NAMES = {
    "familymart": "ファミリーマート",
    "lawson": "ローソン",
    "ministop": "ミニストップ",
    "seicomart": "セイコーマート",
}


@dataclass(frozen=True, slots=True)
class SlipStore:
    """One chain of stores and the numbers its terminal asks for; "" where it asks for none."""

    name: str
    payment_code: str
    confirmation_number: str


def slip_stores(attempt: PaymentAttempt) -> list[SlipStore]:
    """Return the stores on the slip of `attempt`, in the order in which Stripe lists them; [] without a slip."""
    stores = (attempt.slip or {}).get("stores", {})
    return [
        SlipStore(STORE_NAMES.get(key, key), of.get("payment_code", ""), of.get("confirmation_number", ""))
        for key, of in stores.items()
    ]
