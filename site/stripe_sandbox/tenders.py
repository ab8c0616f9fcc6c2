"""What a customer offers to pay with, whatever the method: enough to make a charge of it, now or days later."""

from dataclasses import asdict, dataclass, field
from typing import Self

from .ids import new_id
from .storage import Body


@dataclass(frozen=True)
class Tender:
    """Plain JSON in and out, so that it can wait in the storage until the customer has approved it.

    `method` is Stripe's name of the payment method; `details` is what a charge says of it under that name.
    `decline_code` is None when the money comes in. `approval` asks the customer to confirm on a page of the
    bank or wallet first. `disputed` and `slow_refund` are the later troubles of some test cards.
    """

    method: str
    email: str
    name: str | None = None
    phone: str | None = None
    details: Body = field(default_factory=dict)
    decline_code: str | None = None
    approval: bool = False
    disputed: bool = False
    slow_refund: bool = False
    payment_method: str = field(default_factory=lambda: new_id("pm"))

    def kept(self) -> Body:
        """The tender as JSON."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Body) -> Self:
        """The tender from its JSON."""
        return cls(**kept)
