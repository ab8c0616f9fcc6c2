"""F12: what is not Stripe's own word, said now and whole, is refused; its own word twice counts once."""

import gzip
import json
import time
from typing import Any

import pytest
from django.test import Client

from shop.payments.models import StripeInbox
from shop.payments.webhook import MAX_BYTES
from tests.shop.stripe_side import deliver, sign

pytestmark = pytest.mark.django_db

EVENT: dict[str, Any] = {
    "id": "evt_f12",
    "type": "checkout.session.completed",
    "created": 1_790_000_000,
    "livemode": False,
    "data": {"object": {"id": "cs_test_f12"}},
}
BODY = json.dumps(EVENT)
FORGERIES = {
    "unsigned": (BODY.encode(), ""),
    "another secret": (BODY.encode(), sign(BODY, secret="whsec_guess")),
    "truncated": (BODY[:-1].encode(), sign(BODY)),
    "huge, rightly signed": (b" " * (MAX_BYTES + 1), sign(" " * (MAX_BYTES + 1))),
    "compressed": (gzip.compress(BODY.encode()), sign(BODY)),
    "another charset": (BODY.replace("cs_", "足").encode("shift_jis"), sign(BODY.replace("cs_", "足"))),
}


@pytest.mark.parametrize(("body", "signature"), FORGERIES.values(), ids=FORGERIES.keys())
def test_f12_a_forged_or_broken_message_is_refused(body: bytes, signature: str) -> None:
    answer = Client().post(
        "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": signature}
    )

    assert (answer.status_code, StripeInbox.objects.count()) == (400, 0)


def test_f12_a_true_message_replayed_is_a_duplicate_and_later_refused() -> None:
    fresh, old, ahead = (sign(BODY, at=time.time() + seconds) for seconds in (0, -310, 310))

    codes = [deliver(EVENT, signature=signature).status_code for signature in (fresh, fresh, old, ahead)]

    assert codes == [200, 200, 400, 400]
    assert StripeInbox.objects.count() == 1
