"""What is true of an order right now. Its state does not know of refunds, disputes, a person's doubts or the clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from shop.orders.models import Order
from shop.orders.states import MAY_BEGIN_ANEW
from shop.payments.after_models import Refund
from shop.payments.disputing import is_frozen, withdrawn_lines
from shop.payments.keeping import is_all_given_back
from shop.payments.letting_go import how_let_go
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import RANK, goes_to_account, unsettled_failures
from shop.payments.starting import is_past

Status = PaymentAttempt.Status


@dataclass(frozen=True, slots=True)
class Standing:
    """What the order's page has to say beside the order's state.

    `waiting` is the attempt that may still be paid. `refunds` are those under way or done and those that failed and
    still need another way, oldest first, each with whether its money goes to a bank account. `whole_refund` is how far
    a refund of everything has come at least, as a refund's status; "" when not everything is given back.
    `let_go` is how a doubted payment ended ("returned", "unpaid") because of which the order came to nothing.
    """

    waiting: PaymentAttempt | None
    refunds: list[tuple[Refund, bool]]
    is_under_review: bool
    is_too_late: bool
    whole_refund: str
    has_failed_refund: bool
    is_refund_done: bool
    is_frozen: bool
    will_ship: bool
    let_go: str


REFUND_WORDS: dict[str, str | Promise] = {
    Refund.Status.REQUESTED: gettext_lazy("手配中"),
    Refund.Status.REQUIRES_ACTION: gettext_lazy("口座のご登録待ち"),
    Refund.Status.PENDING: gettext_lazy("処理中"),
    Refund.Status.SUCCEEDED: gettext_lazy("返金済み"),
    Refund.Status.FAILED: gettext_lazy("返金できませんでした"),
    Refund.Status.CANCELED: gettext_lazy("返金できませんでした"),
}
"""What a refund's status is called to the customer."""


def standing_of(order: Order) -> Standing:
    """Return how `order` stands. A refund of everything counts from when it is asked for: nothing is sent any more."""
    attempts = list(order.attempts.all())
    refunds = [refund for refund in order.refunds.order_by("id") if refund.counts]
    failed = unsettled_failures(order)
    waiting = next((a for a in attempts if a.status in (Status.OPEN, Status.AWAITING_KONBINI)), None)
    frozen = is_frozen(order)
    back = withdrawn_lines(order)
    return Standing(
        waiting=waiting,
        refunds=[
            (refund, goes_to_account(refund))
            for refund in sorted([*refunds, *failed], key=lambda refund: refund.pk)
        ],
        is_under_review=any(a.status == Status.QUARANTINED for a in attempts),
        is_too_late=waiting is not None and waiting.status == Status.OPEN and is_past(waiting),
        whole_refund=_least_far(refunds) if is_all_given_back(order, refunds) else "",
        has_failed_refund=bool(failed),
        is_refund_done=all(refund.status == Refund.Status.SUCCEEDED for refund in refunds),
        is_frozen=frozen,
        # What was to be given back whole is not sent while somebody looks for another way to do that.
        will_ship=not is_all_given_back(order, [*refunds, *failed])
        and not frozen
        and any(not line.is_digital and line.pk not in back for line in order.lines.all()),
        let_go=how_let_go(order) if order.state in MAY_BEGIN_ANEW else "",
    )


def _least_far(refunds: Sequence[Refund]) -> str:
    return min((refund.status for refund in refunds), key=lambda status: RANK[Refund.Status(status)])
