"""Working through what Stripe told us."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from shop.payments.client import is_live
from shop.payments.disputing import settle_dispute
from shop.payments.models import PaymentAttempt, StripeInbox
from shop.payments.refunding import NotOursError, settle_refund, settle_refunds_of_charge
from shop.payments.settle import UnknownSessionError, settle

OVERTAKEN_BY = timedelta(minutes=5)
"""For how long an event about a payment we have not heard of waits for that payment."""

logger = logging.getLogger(__name__)

DEALERS: dict[str, Callable[[str], object]] = {
    "checkout.session.": settle,
    "refund.": settle_refund,
    "charge.refunded": settle_refunds_of_charge,
    "charge.dispute.": settle_dispute,
}
"""By the beginning of an event's type. Events of any other type are kept, and there is nothing to do."""


def process_inbox(limit: int = 100) -> int:
    """Settle the sessions of events not yet dealt with, at most `limit`; return how many are done.

    An event whose order is not known (yet), or that came while Stripe could not be asked, stays and is tried
    again later. What belongs to another product on the same Stripe account is done, and keeps the reason.
    """
    done = 0
    for _ in range(limit):
        row = StripeInbox.take()
        if row is None:
            break
        try:
            reason = _deal_with(row)
        except Exception as error:  # noqa: BLE001 -- one odd event must not hold up the others
            logger.warning("stripe event %s failed (try %s): %s", row.event_id, row.tries, error)
            row.mark_failed(error)
        else:
            row.mark_done(reason)
            done += 1
    return done


def _deal_with(row: StripeInbox) -> str:
    """Return why there was nothing to do for this shop; "" when there was, or when its kind is of no interest."""
    if row.livemode is not is_live():
        # The key was changed while it lay here: its object is not to be found with this one.
        return ""
    for beginning, deal in DEALERS.items():
        if row.type.startswith(beginning):
            try:
                deal(row.object_id)
            except UnknownSessionError as error:
                # We give every session of ours its order's name: only one that has none was made elsewhere.
                if _names_an_order(row):
                    raise
                return _not_ours(error)
            except NotOursError as error:
                if reason := _doubted(row):
                    return reason
                # A payment taken elsewhere with the same Stripe account; unless our order waits for its own news, or
                # a refund made in the dashboard was faster than the news of its payment.
                if _names_an_order(row) or row.received_at > timezone.now() - OVERTAKEN_BY:
                    raise
                return _not_ours(error)
    return ""


def _doubted(row: StripeInbox) -> str:
    """Return why nothing is to be done about a payment that is not in the books because it was quarantined; "" when
    it was not. What the event tells may be the proof that ends the quarantine: that all of it was given back.
    """
    attempt = _attempt_named(row)
    if attempt is None or not attempt.problem:
        return ""
    if attempt.status == PaymentAttempt.Status.QUARANTINED:
        attempt = settle(str(attempt.session_id)).attempt
    return f"doubted, so not in the books: {attempt.get_status_display()}: {attempt.problem}"


def _attempt_named(row: StripeInbox) -> PaymentAttempt | None:
    metadata = row.body["data"]["object"].get("metadata")
    if not isinstance(metadata, dict):
        return None
    try:
        order, n = uuid.UUID(str(metadata.get("order"))), int(str(metadata.get("attempt")))
    except ValueError:
        return None
    return PaymentAttempt.objects.filter(order=order, n=n).first()


def _not_ours(error: LookupError) -> str:
    return f"not of this shop: {type(error).__name__}: {error}"


def _names_an_order(row: StripeInbox) -> bool:
    metadata = row.body["data"]["object"].get("metadata")
    return isinstance(metadata, dict) and "order" in metadata
