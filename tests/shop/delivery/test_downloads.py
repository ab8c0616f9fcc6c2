from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shop.delivery.models import DownloadGrant
from shop.orders.history import is_unbroken
from shop.orders.models import Order
from shop.payments.after_models import Dispute, Refund
from shop.payments.settle import settle
from shop.payments.tasks import work
from shop.staff.orders.evidence import evidence_of
from shop.staff.orders.sentences import describe_event
from tests.shop.factories import PDF, guide
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(shopper: Shopper) -> DownloadGrant:
    shopper.add(guide())
    shopper.pay(shopper.check_out())
    settle(str(last_order().attempts.get().session_id))
    work.func()
    return DownloadGrant.objects.get()


def button(grant: DownloadGrant) -> str:
    return f"/orders/{grant.line.order.token}/download/{grant.pk}/"


def link(grant: DownloadGrant) -> str:
    response = Client().post(button(grant))
    assert response.status_code == 303
    return str(response["Location"])


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def used(grant: DownloadGrant) -> int:
    grant.refresh_from_db()
    return grant.used


def test_the_button_leads_to_the_file_under_its_japanese_name(grant: DownloadGrant) -> None:
    response = Client().get(link(grant))

    assert (response.status_code, body(response)) == (200, PDF)
    assert response["Content-Length"] == str(len(PDF))
    assert "filename*=utf-8''%E3%81%AF%E3%81%98%E3%82%81%E3%81%A6" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]


def test_the_history_keeps_when_each_download_began(grant: DownloadGrant) -> None:
    for _ in range(2):
        link(grant)

    order = grant.line.order
    events = order.events.filter(kind="download")
    assert [event.data for event in events] == [{"grant": grant.pk, "file": grant.file.filename}] * 2
    assert is_unbroken(order)
    assert describe_event(events[0]) == f"ダウンロードの開始: {grant.file.filename}"
    assert ("ダウンロード", evidence_line(order)) in evidence_of(order)


def evidence_line(order: Order) -> str:
    """What the evidence says of two downloads."""
    Dispute.objects.create(stripe_id="du_1", order=order, amount=order.total, status="needs_response")
    first, second = order.events.filter(kind="download").order_by("n")
    (grant,) = DownloadGrant.objects.filter(line__order=order)
    began = [f"{timezone.localtime(event.created_at):%Y-%m-%d %H:%M}" for event in (first, second)]
    return "\n".join([f"{grant.file}: 2", *(f"{moment} {grant.file.filename}" for moment in began)])


def test_looking_never_counts_only_the_button_does(grant: DownloadGrant) -> None:
    client, order_page = Client(), f"/orders/{grant.line.order.token}/"
    for _ in range(3):
        client.get(order_page)
        client.head(order_page)
    # A mail scanner follows what the page and the mail lead to, not the page alone: these are cheap to ask for.
    for _ in range(100):
        client.get(button(grant))
        client.head(button(grant))
    assert used(grant) == 0

    address = link(grant)
    for _ in range(100):
        client.head(address)
        body(client.get(address))

    assert used(grant) == 1


@pytest.mark.parametrize(
    ("header", "part", "content_range"),
    [
        ("bytes=0-9", PDF[:10], "bytes 0-9"),
        ("bytes=100-", PDF[100:], "bytes 100-"),
        ("bytes=-7", PDF[-7:], "bytes "),
    ],
)
def test_downloads_can_be_resumed_without_counting_again(
    grant: DownloadGrant, header: str, part: bytes, content_range: str
) -> None:
    address = link(grant)
    response = Client().get(address, headers={"Range": header})

    assert (response.status_code, body(response)) == (206, part)
    assert response["Content-Range"].startswith(content_range)
    assert response["Content-Range"].endswith(f"/{len(PDF)}")
    assert used(grant) == 1


def test_a_range_beyond_the_file_is_refused(grant: DownloadGrant) -> None:
    response = Client().get(link(grant), headers={"Range": f"bytes={len(PDF)}-"})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(PDF)}")


def test_a_part_of_another_edition_is_not_mixed_in(grant: DownloadGrant) -> None:
    address = link(grant)
    etag = Client().get(address)["ETag"]

    fresh = Client().get(address, headers={"Range": "bytes=0-9", "If-Range": etag})
    stale = Client().get(address, headers={"Range": "bytes=0-9", "If-Range": '"old"'})

    assert (fresh.status_code, stale.status_code) == (206, 200)


def test_head_tells_the_size_and_sends_nothing(grant: DownloadGrant) -> None:
    response = Client().head(link(grant))

    assert (response["Content-Length"], response["Accept-Ranges"]) == (str(len(PDF)), "bytes")
    assert body(response) == b""


def test_a_link_lives_for_five_minutes(grant: DownloadGrant) -> None:
    address = link(grant)

    with time_machine.travel(timezone.now() + timedelta(minutes=4, seconds=50)):
        assert Client().get(address).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=10)):
        late = Client().get(address)
    assert late.status_code == 410
    assert "もう一度「ダウンロードする」" in late.content.decode()


@pytest.mark.parametrize("token", ["x", "WzFd:1abc:forged"])
def test_forged_links_lead_nowhere(db: None, token: str) -> None:
    assert Client().get(f"/download/{token}/").status_code == 410


def test_when_the_limit_is_reached_the_page_says_so(grant: DownloadGrant) -> None:
    DownloadGrant.objects.update(used=grant.limit - 1)
    link(grant)

    response = Client().post(button(grant))

    assert response.status_code == 410
    assert "ダウンロードの回数を超えました" in response.content.decode()
    assert used(grant) == grant.limit


def test_a_withdrawn_right_ends_links_that_were_made_before(grant: DownloadGrant) -> None:
    address = link(grant)
    DownloadGrant.objects.update(withdrawn_at=timezone.now())

    assert Client().get(address).status_code == 410
    assert Client().post(button(grant)).status_code == 410


def test_a_refund_ends_the_right_before_the_worker_has_withdrawn_it(grant: DownloadGrant) -> None:
    address, order = link(grant), grant.line.order
    payment = order.ledger.get(kind="payment")
    Refund.objects.create(
        order=order, payment_ref=payment.ref, amount=order.total, status=Refund.Status.SUCCEEDED
    )

    assert Client().get(address).status_code == 410
    assert Client().post(button(grant)).status_code == 410
    assert used(grant) == 1


def test_a_grant_belongs_to_the_page_of_its_order(grant: DownloadGrant) -> None:
    assert Client().post(f"/orders/some-other-token/download/{grant.pk}/").status_code == 404
    assert used(grant) == 0


def test_granting_again_gives_nothing_more(grant: DownloadGrant) -> None:
    Client().get(f"/orders/{grant.line.order.token}/")
    work.func()

    assert DownloadGrant.objects.count() == 1
