"""What a customer reads of a refund at each stage, on the order's page and by mail: only what is true by then."""

from dataclasses import replace

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from shop.orders.models import Order
from shop.orders.moving import lock
from shop.outbox.sending import deliver_due
from shop.payments import settle as settling
from shop.payments.after_models import Attention, Refund
from shop.payments.client import stripe_client
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import ask, goes_to_account, settle_refund
from shop.payments.settle import settle
from shop.payments.tasks import work
from shop.stock.counting import adjust
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory, guide
from tests.shop.walking import Shopper, last_order, soup

pytestmark = pytest.mark.django_db

SLOW_CARD = "4000000000007726"
"""A card whose refunds begin as pending."""

ON_THE_STATEMENT = "5〜10営業日"
NAME_AN_ACCOUNT = "45日以内に振込先の口座をご登録ください"
DONE = "このご注文は全額返金となりました"
SHIPPING_SOON = "発送を準備しています"


def session_id() -> str:
    return str(PaymentAttempt.objects.get().session_id)


@pytest.fixture
def by_card(shopper: Shopper, shop: SandboxServer) -> Order:
    """A pair for 3,300 yen and a guide for 1,650, paid by a card whose refunds take their time."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.add(guide())
    shopper.check_out()
    shop.control.pay_by_card(session_id(), SLOW_CARD)
    settle(session_id())
    work.func()
    mail.outbox.clear()
    return last_order()


@pytest.fixture
def at_store(shopper: Shopper, shop: SandboxServer) -> Order:
    """A pair, paid at a convenience store before the shop had heard of the slip."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    shop.control.take_slip(session_id())
    shop.control.pay_slip(session_id())
    settle(session_id())
    work.func()
    mail.outbox.clear()
    return last_order()


def ask_back(order: Order) -> Refund:
    """Ask for everything; nobody has told Stripe yet."""
    with transaction.atomic():
        return ask(lock(order.pk), order.total, reason="返品", actor="はな")


def move_to(shop: SandboxServer, refund: Refund, status: str) -> None:
    refund.refresh_from_db()
    shop.control.move_refund(str(refund.stripe_id), status)
    settle_refund(str(refund.stripe_id))


def page_of(order: Order) -> str:
    main = soup(Shopper().client.get(f"/orders/{order.token}/")).main
    assert main is not None
    return main.get_text()


def letters() -> list[str]:
    """The mails to the customer since the last look."""
    found = [str(letter.body) for letter in mail.outbox if letter.to == ["hanako@example.jp"]]
    mail.outbox.clear()
    return found


def test_until_stripe_has_accepted_a_refund_it_is_only_being_arranged(by_card: Order) -> None:
    ask_back(by_card)

    page = page_of(by_card)
    assert "全額返金（手配中）" in page
    assert "返金はまだ完了していません" in page
    assert "受け付けられしだい、メールでお知らせします" in page
    assert DONE not in page
    assert ON_THE_STATEMENT not in page
    assert SHIPPING_SOON not in page
    assert letters() == []


def test_stripe_asks_for_an_account_at_the_address_of_the_order_also_when_the_slip_was_never_heard_of(
    at_store: Order,
) -> None:
    # Corrected by the staff since: Stripe knows another one.
    Order.objects.filter(pk=at_store.pk).update(email="tadashii@example.jp")
    refund = ask_back(at_store)
    work.func()

    refund.refresh_from_db()
    asked = stripe_client().v1.refunds.retrieve(str(refund.stripe_id))
    assert asked.instructions_email == "tadashii@example.jp"


def test_nobody_is_asked_for_an_account_when_the_money_returns_to_a_card(by_card: Order) -> None:
    refund = ask_back(by_card)
    work.func()

    refund.refresh_from_db()
    asked = stripe_client().v1.refunds.retrieve(str(refund.stripe_id))
    assert not getattr(asked, "instructions_email", None)


def test_a_refund_to_a_card_is_accepted_and_then_done(by_card: Order, shop: SandboxServer) -> None:
    refund = ask_back(by_card)
    work.func()

    page = page_of(by_card)
    assert "全額返金（処理中）" in page
    assert "決済会社Stripeが返金を受け付けました" in page
    assert ON_THE_STATEMENT in page
    assert "返金の手続きのため、ダウンロードできなくなりました" in page
    assert DONE not in page
    (letter,) = letters()
    assert "決済会社Stripeが返金を受け付けました" in letter
    assert ON_THE_STATEMENT in letter
    assert "終わりました" not in letter

    move_to(shop, refund, "succeeded")
    work.func()
    page = page_of(by_card)
    assert DONE in page
    assert "全額返金済み" in page
    assert ON_THE_STATEMENT in page
    assert "代金を返金したため、ダウンロードできなくなりました" in page
    assert letters() == []


def test_a_refund_that_is_done_at_once_is_told_as_done(shopper: Shopper, shop: SandboxServer) -> None:
    shopper.add(VariantFactory.create(stock=9))
    shopper.come_back(shopper.pay(shopper.check_out()))
    ask_back(last_order())
    work.func()

    assert "返金の手続きが終わりました" in letters()[-1]


def test_a_refund_of_money_paid_at_a_store_waits_for_an_account_and_then_reaches_it(
    at_store: Order, shop: SandboxServer
) -> None:
    refund = ask_back(at_store)
    page = page_of(at_store)
    assert "コンビニでお支払いいただいた代金は銀行口座へお返しします" in page
    assert NAME_AN_ACCOUNT not in page
    assert "お支払いに使われた方法" not in page

    work.func()
    page = page_of(at_store)
    assert "全額返金（口座のご登録待ち）" in page
    assert f"「{at_store.email}」へ届くメール" in page
    assert NAME_AN_ACCOUNT in page
    assert DONE not in page
    (letter,) = letters()
    assert NAME_AN_ACCOUNT in letter

    move_to(shop, refund, "pending")
    work.func()
    page = page_of(at_store)
    assert "ご登録いただいた銀行口座へ振り込みの手続きをしています" in page
    assert NAME_AN_ACCOUNT not in page
    assert ON_THE_STATEMENT not in page
    (letter,) = letters()
    assert "ご登録いただいた銀行口座へ振り込みの手続きをしています" in letter
    assert "お支払いに使われた方法" not in letter

    move_to(shop, refund, "succeeded")
    work.func()
    page = page_of(at_store)
    assert DONE in page
    assert "ご登録いただいた銀行口座への振り込みが終わりました" in page
    assert ON_THE_STATEMENT not in page
    assert letters() == []


def test_an_order_paid_before_the_method_was_kept_is_known_by_its_slip(
    shopper: Shopper, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = settling.read_session
    monkeypatch.setattr(settling, "read_session", lambda session: replace(read(session), method=""))
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    shop.control.take_slip(session_id())
    settle(session_id())
    shop.control.pay_slip(session_id())
    settle(session_id())

    assert goes_to_account(ask_back(last_order()))


@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_refund_that_failed_is_said_to_have_failed_until_a_person_has_found_another_way(
    at_store: Order, shop: SandboxServer, status: str
) -> None:
    refund = ask_back(at_store)
    work.func()
    move_to(shop, refund, status)
    work.func()

    page = page_of(at_store)
    assert "返金できませんでした" in page
    assert "担当者からご連絡します" in page
    assert "ご返金が完了していません" in page
    assert "全額返金" not in page
    assert NAME_AN_ACCOUNT not in page
    assert SHIPPING_SOON not in page

    Attention.objects.update(resolved_at=timezone.now())
    assert "返金できませんでした" not in page_of(at_store)


def test_a_refund_that_failed_and_was_made_again_is_told_once(at_store: Order, shop: SandboxServer) -> None:
    refund = ask_back(at_store)
    work.func()
    move_to(shop, refund, "failed")
    ask_back(at_store)

    page = page_of(at_store)
    assert "全額返金（手配中）" in page
    assert "返金できませんでした" not in page


def test_a_mail_that_comes_too_late_to_be_true_is_not_sent(at_store: Order, shop: SandboxServer) -> None:
    refund = ask_back(at_store)
    # Stripe accepts it; before the mail leaves, the customer has named an account.
    work_through_refund(refund)
    move_to(shop, refund, "pending")
    deliver_due()
    (letter,) = letters()
    assert NAME_AN_ACCOUNT not in letter
    assert "振り込みの手続きをしています" in letter


def test_no_mail_promises_a_refund_that_has_failed_meanwhile(by_card: Order, shop: SandboxServer) -> None:
    refund = ask_back(by_card)
    work_through_refund(refund)
    move_to(shop, refund, "failed")
    deliver_due()

    assert letters() == []


def work_through_refund(refund: Refund) -> None:
    """Let Stripe have the refund; what that promises is not sent yet."""
    assert deliver_due(limit=1) == 1
    refund.refresh_from_db()
    assert refund.stripe_id


def test_an_order_without_goods_tells_how_far_its_refund_has_come(
    shopper: Shopper, shop: SandboxServer
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.check_out()
    settling._expired(last_order(), PaymentAttempt.objects.get())
    adjust(socks, -1, actor="佐藤", reason="破損")
    shop.control.pay_by_card(session_id(), SLOW_CARD)
    settle(session_id())
    order = last_order()

    def sorry() -> str:
        page = page_of(order)
        assert "まことに申し訳ございません" in page
        return page

    assert "代金は全額を返金いたします。返金はまだ完了していません" in sorry()
    work.func()
    assert "代金の全額返金を、決済会社が受け付けました" in sorry()
    (letter,) = letters()
    assert "代金を全額返金いたします" in letter
    move_to(shop, Refund.objects.get(), "succeeded")
    assert "代金は全額を返金しました" in sorry()


def test_a_part_given_back_later_is_not_called_everything(
    by_card: Order, shop: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Order.objects.update(state=Order.State.PAID_UNFILLABLE)
    with transaction.atomic():
        ask(lock(by_card.pk), 1000, reason="x")
    work.func()

    (letter,) = letters()
    assert "全額" not in letter
    assert "1,000円" in letter
