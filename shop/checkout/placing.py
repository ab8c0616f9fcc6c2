"""Placing an order: one transaction that reserves and writes everything (T1), then Stripe, then T2.

One basket has at most one session that can be paid. Pressing the button again, in two tabs or after a failure,
leads to the same session; after a change of the basket the old session is closed at Stripe first, and if it
was paid in the meantime, that order stands and no second one is made. When the last attempt came to nothing (it
expired, the slip lapsed) and nothing has changed, the same order gets another attempt.
"""

from collections.abc import Callable

from django.db import transaction
from django.urls import reverse

from shop.basket.checking import check
from shop.basket.models import Basket
from shop.checkout.confirmation import Confirmation, confirmation_of
from shop.checkout.models import CheckoutDraft
from shop.failpoints import failpoint
from shop.orders.drafting import write_order
from shop.orders.moving import begin_anew, lock
from shop.payments.attempts import to_continue, under_way, write_attempt
from shop.payments.models import PaymentAttempt
from shop.payments.starting import StripeRefusedError, close_session, is_past, open_session, refresh
from shop.stock.holds import OutOfStockError, StockLine, reserve

Status = PaymentAttempt.Status


class BasketBlockedError(Exception):
    """Something in the basket is in the way; the basket page says what."""


class ConfirmationChangedError(Exception):
    """What would be ordered now is not what the customer saw."""


class AlreadyOrderedError(Exception):
    """The basket was paid for (or is waiting to be) already; no second session is made."""

    def __init__(self, attempt: PaymentAttempt) -> None:
        super().__init__(attempt.idem_key)
        self.attempt = attempt


class SlipWaitingError(Exception):
    """A slip for other contents of this basket is waiting to be paid, and Stripe cannot take a slip back."""

    def __init__(self, attempt: PaymentAttempt) -> None:
        super().__init__(attempt.idem_key)
        self.attempt = attempt


class UnderReviewError(Exception):
    """A payment of this very basket is being looked into by a person; paying again could charge twice."""


def place(
    basket: Basket, draft: CheckoutDraft, seen: str, address_of: Callable[[str], str]
) -> PaymentAttempt:
    """Return an attempt whose session can be paid now, for exactly what the customer saw (`seen`: its digest).

    `address_of` turns a path into the full address under which this customer knows the site: coming back from
    Stripe under another name of the same host would lose the basket's cookie.
    Raises BasketBlockedError, ConfirmationChangedError, AlreadyOrderedError, SlipWaitingError, UnderReviewError,
    StripeBusyError (try again: same attempt, stock kept) or StripeRefusedError (stock given back).
    """
    if (attempt := _still_good(basket, seen)) is not None:
        try:
            return open_session(attempt)
        except StripeRefusedError:
            # Stripe was out of reach for so long that the stored time limit has run out. A new attempt follows.
            pass
    attempt = _write(basket, draft, seen, address_of)
    failpoint("t1.done")
    return open_session(attempt)


def _still_good(basket: Basket, seen: str) -> PaymentAttempt | None:
    """Return the attempt under way if it is for what the customer sees now; otherwise make sure it has ended."""
    attempt = under_way(basket)
    if attempt is None:
        return None
    if attempt.status == Status.QUARANTINED:
        if attempt.order.basket_version == basket.version:
            raise UnderReviewError(attempt.idem_key)
        return None
    same = attempt.order.confirm_proof["html_sha256"] == seen
    if not same or (is_past(attempt) and attempt.session_id):
        attempt = close_session(attempt)
    elif attempt.status != Status.CREATING:
        attempt = refresh(attempt)
    if attempt.status in (Status.EXPIRED, Status.REFUSED):
        return None
    if same and attempt.status in (Status.CREATING, Status.OPEN):
        return attempt
    if not same and attempt.status == Status.AWAITING_KONBINI:
        raise SlipWaitingError(attempt)
    raise AlreadyOrderedError(attempt)


def _write(
    basket: Basket, draft: CheckoutDraft, seen: str, address_of: Callable[[str], str]
) -> PaymentAttempt:
    """T1. No network in here; everything or nothing."""
    with transaction.atomic(durable=True):
        # The order first, then the basket, then stock: as everywhere.
        earlier = to_continue(basket, seen)
        if earlier is not None:
            lock(earlier.pk)
        locked = Basket.objects.select_for_update().get(pk=basket.pk)
        if (other := under_way(locked)) is not None and other.is_live:
            # Another tab was faster.
            if other.order.confirm_proof["html_sha256"] == seen:
                return other
            raise ConfirmationChangedError
        confirmation = _confirmed(locked, draft, seen)
        order = to_continue(locked, seen)
        # Asked again under the lock: another tab may have been faster with it.
        if order is None or order != earlier:
            order = write_order(confirmation.checked, draft, confirmation.proof)
        attempt = write_attempt(
            order,
            success_url=address_of(reverse("checkout_done")),
            cancel_url=address_of(reverse("checkout_left")),
        )
        lines = [
            StockLine(line.variant.sku, line.variant.pk, line.line.quantity)
            for line in confirmation.checked.lines
            if not line.variant.product.is_digital
        ]
        if attempt.n > 1:
            begin_anew(order, attempt=attempt.n, basket_version=locked.version)
        try:
            reserve(lines, hold=attempt.hold, order_number=order.number)
        except OutOfStockError as error:
            raise BasketBlockedError from error
        Basket.objects.filter(pk=locked.pk).update(hold=attempt.hold)
        failpoint("t1.written")
    return attempt


def _confirmed(basket: Basket, draft: CheckoutDraft, seen: str) -> Confirmation:
    checked = check(basket)
    if checked.is_empty or checked.problems:
        raise BasketBlockedError
    confirmation = confirmation_of(checked, draft)
    if confirmation.digest != seen:
        raise ConfirmationChangedError
    return confirmation
