import gzip
import json
import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from shop.payments.after_models import Attention
from shop.payments.inbox import DEALERS
from shop.payments.models import StripeInbox
from shop.payments.tasks import work
from shop.payments.webhook import MAX_BYTES, OTHER_MODE
from tests.shop.stripe_side import deliver, sign

pytestmark = pytest.mark.django_db

EVENT: dict[str, Any] = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "created": 1_790_000_000,
    "livemode": False,
    "api_version": "2026-10-28.endive",
    "data": {"object": {"id": "cs_test_1", "object": "checkout.session"}},
}
BODY = json.dumps(EVENT)


def post(body: bytes, signature: str) -> int:
    return (
        Client()
        .post(
            "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": signature}
        )
        .status_code
    )


def test_a_genuine_event_is_kept_before_it_is_answered() -> None:
    assert deliver(EVENT).status_code == 200

    row = StripeInbox.objects.get()
    assert (row.event_id, row.type, row.object_id) == ("evt_1", "checkout.session.completed", "cs_test_1")
    assert (row.body, row.done_at) == (EVENT, None)


def test_the_same_event_is_kept_once() -> None:
    assert [deliver(EVENT).status_code for _ in range(5)] == [200] * 5
    assert StripeInbox.objects.count() == 1


def test_any_of_the_secrets_will_do_while_they_are_rotated(settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", "whsec_tests"]

    assert deliver(EVENT).status_code == 200
    assert deliver(EVENT, signature=sign(BODY, secret="whsec_new")).status_code == 200
    assert deliver(EVENT, signature=sign(BODY, secret="whsec_other")).status_code == 400


REFUSED = {
    "no signature": (BODY.encode(), ""),
    "garbage signature": (BODY.encode(), "t=x,v1=y"),
    "signature in other letters": (BODY.encode(), sign(BODY)[:-1] + "é"),
    "signature of another secret": (BODY.encode(), sign(BODY, secret="whsec_wrong")),
    "tampered body": (BODY.replace("cs_test_1", "cs_test_2").encode(), sign(BODY)),
    "truncated body": (BODY[:-5].encode(), sign(BODY)),
    "not JSON": (b"hello", sign("hello")),
    "not an object": (b"[1]", sign("[1]")),
    "not an event": (b"{}", sign("{}")),
    "data of another shape": (b'{"id":"e","type":"t","created":1,"livemode":false,"data":[]}', sign("x")),
    "not UTF-8": (b"\xff\xfe", sign("x")),
    "gzip": (gzip.compress(BODY.encode()), sign(BODY)),
    "too large": (b" " * (MAX_BYTES + 1), sign(" " * (MAX_BYTES + 1))),
}


@pytest.mark.parametrize(("body", "signature"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_refused_and_not_kept(body: bytes, signature: str) -> None:
    assert post(body, signature) == 400
    assert not StripeInbox.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "status"), [(-299, 200), (-310, 400), (290, 200), (310, 400), (86_400, 400)]
)
def test_signatures_count_for_five_minutes_in_both_directions(seconds: int, status: int) -> None:
    assert deliver(EVENT, signature=sign(BODY, at=time.time() + seconds)).status_code == status


@pytest.mark.parametrize(
    "changes", [{"id": None}, {"id": "e" * 300}, {"created": "soon"}, {"type": 5}, {"livemode": "no"}]
)
def test_signed_nonsense_is_refused(changes: dict[str, Any]) -> None:
    assert deliver(EVENT | changes).status_code == 400
    assert not StripeInbox.objects.exists()


def test_events_of_the_other_mode_are_kept_in_quarantine_and_a_person_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    acted: list[str] = []
    monkeypatch.setitem(DEALERS, "checkout.session.", acted.append)

    for n in range(3):
        assert deliver(EVENT | {"id": f"evt_live_{n % 2}", "livemode": True}).status_code == 200
    work.func()

    assert acted == []
    rows = StripeInbox.objects.all()
    assert [(row.livemode, row.done_at is not None, row.error) for row in rows] == [
        (True, True, str(OTHER_MODE))
    ] * 2
    assert Attention.objects.get().kind == Attention.Kind.WRONG_MODE
    assert len(mail.outbox) == 1


def test_an_event_that_waited_while_the_key_was_changed_is_not_acted_on(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    acted: list[str] = []
    monkeypatch.setitem(DEALERS, "checkout.session.", acted.append)
    deliver(EVENT)
    settings.STRIPE_SECRET_KEY = "sk_live_x"

    work.func()

    assert acted == []
    assert StripeInbox.objects.get().done_at is not None


def test_unknown_kinds_of_event_are_kept_and_answered() -> None:
    assert deliver(EVENT | {"type": "something.new.happened"}).status_code == 200
    work.func()

    row = StripeInbox.objects.get()
    assert (row.type, row.done_at is not None, row.error) == ("something.new.happened", True, "")


def test_without_a_secret_nothing_is_believed(settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []

    assert deliver(EVENT).status_code == 400


def test_only_posts_are_answered() -> None:
    assert Client().get("/stripe/webhook/").status_code == 405
