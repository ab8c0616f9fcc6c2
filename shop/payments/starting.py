"""Opening and closing Checkout sessions. Every call goes out with no transaction open, from stored rows only.

T1 (checkout)      order, attempt with key and body, stock reserved       → committed
open_session       Stripe: create(body, key); may be repeated at any time → the same session
T2 (open_session)  session id and address saved, order "open"
"""

from datetime import timedelta

import stripe
from django.db import transaction
from django.utils import timezone

from shop.failpoints import failpoint
from shop.orders import states
from shop.orders.moving import lock, move
from shop.payments.client import stripe_client
from shop.payments.models import PaymentAttempt
from shop.payments.settle import refused, settle
from shop.payments.stripe_words import refusal

Status = PaymentAttempt.Status

PAY_WITHIN = timedelta(minutes=45)
"""How long a session can be paid. Stripe wants at least 30 minutes from creation; the rest is room for trying the
creation again with the stored body when Stripe was out of reach."""

KEY_LIVES = timedelta(hours=23)
"""Stripe forgets idempotency keys after 24 hours; an attempt older than this is never replayed."""


class StripeBusyError(Exception):
    """Stripe cannot be reached or cannot answer now. Nothing is lost: the same attempt can be tried again."""


class StripeRefusedError(Exception):
    """Stripe said no to this attempt for good; its stock was given back."""


def open_session(attempt: PaymentAttempt) -> PaymentAttempt:
    """Create the attempt's session at Stripe (or learn of the one that exists) and return the attempt, open.

    Raises StripeBusyError when Stripe does not answer, StripeRefusedError when it refuses for good.
    """
    if attempt.session_id is not None:
        return attempt
    try:
        session = stripe_client().v1.checkout.sessions.create(
            params=attempt.request_body, options={"idempotency_key": attempt.idem_key}
        )
    except stripe.InvalidRequestError as error:
        refused(attempt, refusal(error.code, str(error)), too_late=error.param == "expires_at")
        raise StripeRefusedError(str(error)) from error
    except stripe.StripeError as error:
        # Timeouts, 409, 429, 5xx, a wrong key of ours: none proves that no session was made.
        raise _busy(error) from error
    failpoint("session.created")
    return _opened(attempt, session.id, session.url or "")


def _opened(attempt: PaymentAttempt, session_id: str, url: str) -> PaymentAttempt:
    """T2. The webhook may have been faster: then only what it could not know is added."""
    with transaction.atomic(durable=True):
        order = lock(attempt.order_id)
        attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
        attempt.session_id, attempt.url = session_id, url
        if attempt.status == Status.CREATING:
            attempt.status = Status.OPEN
        attempt.save(update_fields=["session_id", "url", "status"])
        move(order, states.OPEN, session=session_id)
        failpoint("t2.written")
    failpoint("t2.done")
    return attempt


def _busy(error: stripe.StripeError) -> StripeBusyError:
    """Tell in the words, too, what happened: a row of work keeps nothing else."""
    return StripeBusyError(f"{type(error).__name__}: {error}")


def close_session(attempt: PaymentAttempt) -> PaymentAttempt:
    """Make sure that the attempt cannot be paid any more, and return it as it ended: expired, or paid after all.

    Raises StripeBusyError when Stripe does not answer; then it may still be paid.
    """
    try:
        attempt = open_session(attempt)
    except StripeRefusedError:
        return PaymentAttempt.objects.get(pk=attempt.pk)
    client = stripe_client()
    try:
        client.v1.checkout.sessions.expire(str(attempt.session_id))
    except stripe.InvalidRequestError:
        # Not open: paid or expired already. Settling finds out which.
        pass
    except stripe.StripeError as error:
        raise _busy(error) from error
    failpoint("session.expired")
    return refresh(attempt)


def close_attempt(pk: int) -> None:
    """Close an attempt whose order was paid by another one. Raises StripeBusyError when it must be tried again."""
    attempt = PaymentAttempt.objects.get(pk=pk)
    if attempt.is_live:
        close_session(attempt)


def refresh(attempt: PaymentAttempt, *, quick: bool = False) -> PaymentAttempt:
    """Settle the attempt's session and return the attempt as it is now.

    `quick` gives up after about three seconds. Raises StripeBusyError.
    """
    try:
        return settle(str(attempt.session_id), quick=quick).attempt
    except stripe.StripeError as error:
        raise _busy(error) from error


def is_past(attempt: PaymentAttempt) -> bool:
    """Whether the session's time to pay is over by our clock (Stripe has the last word)."""
    return attempt.expires_at <= timezone.now()
