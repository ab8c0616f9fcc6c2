"""Working through what Stripe told us."""

import logging

from shop.payments.models import StripeInbox
from shop.payments.settle import settle

logger = logging.getLogger(__name__)

SESSION_EVENTS = "checkout.session."


def process_inbox(limit: int = 100) -> int:
    """Settle the sessions of events not yet dealt with, at most `limit`; return how many are done.

    An event whose order is not known (yet), or that came while Stripe could not be asked, stays and is tried
    again later.
    """
    done = 0
    for _ in range(limit):
        row = StripeInbox.take()
        if row is None:
            break
        try:
            if row.type.startswith(SESSION_EVENTS):
                settle(row.object_id)
        except Exception as error:  # noqa: BLE001 -- one odd event must not hold up the others
            logger.warning("stripe event %s failed (try %s): %s", row.event_id, row.tries, error)
            row.mark_failed(error)
        else:
            row.mark_done()
            done += 1
    return done
