"""Working through what Stripe told us."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shop.orders.models import Order
from shop.outbox.work import Losses
from shop.payments.after_models import Attention
from shop.payments.attention import orphan_key
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
    """Settle what events not yet dealt with are about (sessions, refunds, disputes), at most `limit`; return how many
    are done.

    An event whose order is not known (yet), or that came while Stripe could not be asked, stays and is tried
    again later. What belongs to another product on the same Stripe account is done, and keeps the reason; so is what
    is told about a payment that was quarantined, or whose order is lost, once a person has dealt with it.
    """
    done, losses = 0, Losses()
    for _turn in range(limit):
        row = None if losses.are_too_many else StripeInbox.take()
        if row is None:
            break
        losses.begin()
        try:
            reason = _deal_with(row)
        except Exception as error:  # noqa: BLE001 -- one odd event must not hold up the others
            logger.warning("stripe event %s failed (try %s): %s", row.event_id, row.tries, error)
            row.mark_failed(error)
            losses.add()
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
                # We give every session of ours its order's name: only one that has none was made elsewhere. A payment
                # whose order was lost waits until a person has given it back.
                if _names_an_order(row) and not _is_dealt_with(row):
                    raise
                return _not_ours(error)
            except NotOursError as error:
                if reason := _doubted(row):
                    return reason
                # A payment taken elsewhere with the same Stripe account, or one whose order was lost; unless our order
                # waits for its own news, or a refund made in the dashboard was faster than the news of its payment.
                if _is_about_our_order(row) or row.received_at > timezone.now() - OVERTAKEN_BY:
                    raise
                return _not_ours(error)
    return ""


def _doubted(row: StripeInbox) -> str:
    """Return why nothing is to be done about a payment that is not in the books because it was quarantined; "" when
    it was not. What the event tells may be the proof that ends the quarantine: that all of it was given back.
    """
    doubted = PaymentAttempt.objects.filter(order__in=_order_named(row)).exclude(problem="")
    attempt = next((each for each in doubted if str(each.n) == _metadata(row).get("attempt")), None)
    if attempt is None:
        return ""
    if attempt.status == PaymentAttempt.Status.QUARANTINED:
        attempt = settle(str(attempt.session_id)).attempt
    return _("疑わしいお支払いのため、台帳に載せていません（%(status)s）: %(problem)s") % {
        "status": attempt.get_status_display(),
        "problem": attempt.problem,
    }


def _not_ours(error: LookupError) -> str:
    return _("このショップのお支払いではありません（%(error)s）") % {
        "error": f"{type(error).__name__}: {error}"
    }


def _is_dealt_with(row: StripeInbox) -> bool:
    """Whether a person was called because no order belongs to this session, and has closed the call."""
    return Attention.objects.filter(key=orphan_key(row.object_id), resolved_at__isnull=False).exists()


def _is_about_our_order(row: StripeInbox) -> bool:
    """Whether the order that it names is here. One that is not was lost: it was written before Stripe heard of it."""
    return Order.objects.filter(pk__in=_order_named(row)).exists()


def _names_an_order(row: StripeInbox) -> bool:
    return "order" in _metadata(row)


def _order_named(row: StripeInbox) -> list[uuid.UUID]:
    """The id of the order in the metadata, or nothing."""
    try:
        return [uuid.UUID(str(_metadata(row).get("order")))]
    except ValueError:
        return []


def _metadata(row: StripeInbox) -> dict[str, Any]:
    metadata = row.body["data"]["object"].get("metadata")
    return metadata if isinstance(metadata, dict) else {}
