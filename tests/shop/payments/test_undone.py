"""A refund that Stripe never takes and a mail that nobody sends reach a person, once each."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.models import Outbox
from shop.outbox.sending import deliver_due, put
from shop.payments.after_models import Attention, Refund
from shop.payments.attention import call, resolve
from shop.payments.invariants import check_invariants
from shop.payments.refunding import ask
from shop.payments.sweeping import sweep
from shop.payments.tasks import work
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.walking import Shopper, last_order

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.usefixtures("hurried")]


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer) -> Order:
    """A pair and a guide, paid; mails and downloads are promised, and no worker was there yet."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))
    return last_order()


def age(days: float) -> None:
    """Make everything undone, and the refunds, that much older."""
    past = timezone.now() - timedelta(days=days)
    Outbox.objects.filter(done_at=None).update(created_at=past, due_at=past)
    Refund.objects.update(created_at=past)


def calls() -> list[Attention]:
    return list(Attention.objects.order_by("pk"))


def broken() -> dict[str, list[str]]:
    return {finding.invariant.code: finding.breaches for finding in check_invariants() if finding.breaches}


@pytest.fixture
def refund(order: Order, shop: SandboxServer) -> Refund:
    """A full refund that Stripe answered with 500 for ten days."""
    work.func()
    mail.outbox.clear()
    shop.faults.fail_before_commit("POST /v1/refunds", times=None)
    with transaction.atomic():
        found = ask(lock(order.pk), order.total, reason="返品")
    work.func()
    age(10)
    return found


def test_a_refund_that_stripe_never_takes_calls_a_person_once(order: Order, refund: Refund) -> None:
    for _ in range(3):
        sweep()
        Outbox.objects.filter(done_at=None).update(due_at=timezone.now())

    (found,) = calls()
    assert (found.kind, found.order, found.resolved_at) == (Attention.Kind.UNDONE, order, None)
    assert "Stripeへの返金の依頼" in found.text
    assert "500" in found.text or "Error" in found.text
    assert [letter.to for letter in mail.outbox] == [["tencho@toelab.example"]]


def test_a_refund_that_stripe_never_takes_breaks_the_books(order: Order, refund: Refund) -> None:
    assert broken() == {"I11": [order.number, f"refund:{refund.pk}:send"]}
    with pytest.raises(CommandError, match="I11"):
        call_command("shop_check")


def test_a_refund_whose_promise_was_lost_breaks_the_books_too(order: Order, refund: Refund) -> None:
    Outbox.objects.filter(kind="order.refund").delete()

    assert broken() == {"I11": [order.number]}


def test_the_call_is_closed_when_the_refund_gets_through_after_all(
    refund: Refund, shop: SandboxServer
) -> None:
    sweep()
    shop.faults.clear()
    Outbox.objects.filter(done_at=None).update(due_at=timezone.now())
    sweep()
    sweep()

    refund.refresh_from_db()
    assert refund.status == Refund.Status.SUCCEEDED
    (found,) = calls()
    assert found.resolved_at is not None
    assert found.note == "あとで完了しました。"
    assert broken() == {}


def test_what_a_person_closed_is_not_called_again(refund: Refund) -> None:
    sweep()
    Attention.objects.update(resolved_at=timezone.now(), resolved_by="はな")
    sweep()

    assert [found.resolved_by for found in calls()] == ["はな"]


def test_mails_and_downloads_that_nobody_sends_for_days_are_called_by_the_check(
    order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    age(3)

    for _ in range(2):
        with pytest.raises(CommandError, match="I11"):
            call_command("shop_check")

    undone = Outbox.objects.filter(kind__startswith="order.").order_by("pk")
    assert {row.kind for row in undone} == {"order.grants", "order.mail.paid"}
    assert [found.key for found in calls()] == [f"outbox:{row.pk}" for row in undone]
    assert {found.order for found in calls()} == {order}
    assert all("一度も試されていません" in found.text for found in calls())
    assert f"order:{order.pk}:mail:paid" in capsys.readouterr().out


def test_a_worker_that_comes_back_sends_what_waited_without_calling_anybody(order: Order) -> None:
    age(3)

    # The first delivery leaves some for the next.
    deliver_due(limit=1)
    sweep()

    assert calls() == []
    assert broken() == {}
    assert len(mail.outbox) == 1


def refuse_mails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError("SMTP is down")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_a_worker_that_comes_back_may_fail_once_before_anybody_is_called(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_mails(monkeypatch)
    age(3)
    work.func()
    assert calls() == []

    Outbox.objects.filter(done_at=None).update(due_at=timezone.now())
    work.func()
    assert [found.kind for found in calls()] == [Attention.Kind.UNDONE]


def test_a_mail_that_no_server_takes_breaks_the_books_until_a_person_has_dealt_with_it(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_mails(monkeypatch)
    work.func()
    age(3)
    key = f"order:{order.pk}:mail:paid"
    for _ in range(2):
        Outbox.objects.filter(done_at=None).update(due_at=timezone.now())
        work.func()
    (found,) = calls()
    # The mail about that call finds no server either.
    assert key in broken()["I11"]

    resolve(found.key, actor="はな", note="電話で伝えた")

    assert key not in broken().get("I11", [])
    assert Outbox.objects.get(key=key).done_at is None


def test_a_refund_that_a_person_has_closed_still_breaks_the_books(order: Order, refund: Refund) -> None:
    sweep()
    resolve(calls()[0].key, actor="はな")

    assert broken() == {"I11": [order.number]}


def test_a_mail_that_was_refused_an_hour_ago_calls_nobody(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_mails(monkeypatch)
    work.func()
    age(1 / 24)
    sweep()

    assert Outbox.objects.get(done_at=None).kind == "order.mail.paid"
    assert calls() == []
    assert broken() == {}


def test_the_mail_about_a_call_brings_no_call_about_itself(order: Order) -> None:
    work.func()
    with transaction.atomic():
        call("orphan:cs_1", Attention.Kind.ORPHAN, "Session cs_1 names no order.")
    age(3)

    with pytest.raises(CommandError, match="I11"):
        call_command("shop_check")

    assert [found.key for found in calls()] == ["orphan:cs_1"]


def test_what_has_no_order_is_called_without_one(order: Order) -> None:
    work.func()
    put("balance:2026-03-01", "payments.balance", {"day": "2026-03-01"})
    age(3)

    with pytest.raises(CommandError, match="I11"):
        call_command("shop_check")

    (found,) = calls()
    assert found.order is None
    assert "Stripeの残高との照合" in found.text


def test_the_inbox_shows_the_call_with_a_name_in_japanese(refund: Refund, admin_client: Client) -> None:
    sweep()
    (found,) = calls()

    for address in ("", f"inspect/{found.pk}/", "?kind=undone"):
        assert "終わらない処理" in admin_client.get(f"/admin/shop/attention/{address}").text
