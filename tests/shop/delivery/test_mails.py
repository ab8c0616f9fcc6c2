import re
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from shop.outbox.models import Outbox
from shop.outbox.sending import deliver_due
from shop.payments.after_models import Attention
from shop.payments.attention import call
from shop.payments.settle import settle
from shop.payments.tasks import work
from tests.shop.factories import VariantFactory, guide, open_shop
from tests.shop.walking import Shopper, last_order

pytestmark = pytest.mark.django_db


def buy(shopper: Shopper, *variants: Any) -> None:
    for variant in variants:
        shopper.add(variant)
    shopper.pay(shopper.check_out())
    settle(str(last_order().attempts.get().session_id))


def test_the_mail_holds_what_the_law_and_the_customer_ask_for(shopper: Shopper) -> None:
    law = open_shop(fee=385)
    socks = VariantFactory.create(stock=5)
    buy(shopper, socks, guide())
    work.func()

    (message,) = mail.outbox
    order = last_order()
    assert message.subject == f"ご注文ありがとうございます（注文番号 {order.number}）"
    for text in (
        "山田 花子 様",
        str(socks),
        "5,335円（税込）",
        "うち消費税 485円",
        f"http://testserver/orders/{order.token}/",
        "〒101-0051",
        law.text("delivery_goods"),
        law.text("returns_goods"),
        law.text("returns_download"),
        law.text("seller"),
        law.text("phone"),
    ):
        assert text in message.body
    assert "&" not in message.body
    assert message.extra_headers["Message-ID"] == f"<order.{order.pk}.mail.paid@toelab.example>"


def test_a_mail_about_a_download_says_nothing_about_parcels(shopper: Shopper) -> None:
    law = open_shop()
    buy(shopper, guide())
    work.func()

    assert "お届け先" not in mail.outbox[0].body
    assert law.text("returns_goods") not in mail.outbox[0].body


def test_one_mail_leaves_however_often_the_worker_runs(shopper: Shopper) -> None:
    buy(shopper, guide())
    for _ in range(5):
        settle(str(last_order().attempts.get().session_id))
        work.func()

    assert len(mail.outbox) == 1


def test_while_the_mail_server_refuses_the_order_stands_and_the_mail_waits(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(shopper, guide())
    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", _refuse)
        work.func()

    row = Outbox.objects.get(kind="order.mail.paid")
    assert (row.done_at, row.tries, mail.outbox) == (None, 1, [])
    assert "はじめてガイド.pdf" in shopper.client.get(f"/orders/{last_order().token}/").content.decode()
    Outbox.objects.filter(pk=row.pk).update(due_at=row.created_at)
    deliver_due()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("kind", "label"), Attention.Kind.choices)
def test_a_call_for_the_staff_is_named_in_japanese_and_says_where_to_go(
    shopper: Shopper, kind: str, label: str
) -> None:
    with transaction.atomic():
        call("k", Attention.Kind(kind), "内容の一致しないお支払いです。")
    deliver_due()

    (letter,) = mail.outbox
    assert letter.to == ["tencho@toelab.example"]
    assert f"種類: {label}\n" in letter.body
    assert not re.search(rf"{kind}\b", letter.body.replace("/admin/shop/attention/", ""))
    assert "http://testserver/admin/shop/attention/" in letter.body


def test_only_calls_about_the_parcel_forbid_to_send_it(shopper: Shopper) -> None:
    buy(shopper, guide())
    work.func()
    mail.outbox.clear()
    with transaction.atomic():
        for kind in Attention.Kind:
            call(f"k-{kind}", kind, "確かめてください。", last_order())
    deliver_due()

    waits = {
        label
        for label in Attention.Kind.labels
        for letter in mail.outbox
        if f"種類: {label}\n" in letter.body and "発送しないでください" in letter.body
    }
    assert waits == {"内容の一致しないお支払い", "お支払い後の在庫切れ", "返金の失敗", "異議申し立て"}


def _refuse(*args: Any, **kwargs: Any) -> None:
    raise ConnectionRefusedError("no mail today")
