"""What is true of an order right now. Its state does not know of refunds, disputes, a person's doubts or the clock."""

from dataclasses import dataclass

from shop.orders.models import Order
from shop.payments.after_models import Refund
from shop.payments.disputing import is_frozen, withdrawn_lines
from shop.payments.keeping import is_all_given_back
from shop.payments.models import PaymentAttempt
from shop.payments.starting import is_past

Status = PaymentAttempt.Status


@dataclass(frozen=True, slots=True)
class Standing:
    """What the order's page has to say beside the order's state.

    `waiting` is the attempt that may still be paid, `refunds` those that have not failed, oldest first.
    """

    waiting: PaymentAttempt | None
    refunds: list[Refund]
    is_under_review: bool
    is_too_late: bool
    is_refunded: bool
    is_frozen: bool
    will_ship: bool
    was_paid_at_store: bool


def standing_of(order: Order) -> Standing:
    """Return how `order` stands. A refund of everything counts from when it is asked for: nothing is sent any more."""
    attempts = list(order.attempts.all())
    refunds = [refund for refund in order.refunds.order_by("id") if refund.counts]
    waiting = next((a for a in attempts if a.status in (Status.OPEN, Status.AWAITING_KONBINI)), None)
    refunded = is_all_given_back(order, refunds)
    frozen = is_frozen(order)
    back = withdrawn_lines(order)
    return Standing(
        waiting=waiting,
        refunds=refunds,
        is_under_review=any(a.status == Status.QUARANTINED for a in attempts),
        is_too_late=waiting is not None and waiting.status == Status.OPEN and is_past(waiting),
        is_refunded=refunded,
        is_frozen=frozen,
        will_ship=not refunded
        and not frozen
        and any(not line.is_digital and line.pk not in back for line in order.lines.all()),
        # A slip that was paid before we heard of it left no deadline, but only a store's money needs an account.
        was_paid_at_store=any(a.status == Status.PAID and a.slip_deadline for a in attempts)
        or any(refund.status == Refund.Status.REQUIRES_ACTION for refund in refunds),
    )
