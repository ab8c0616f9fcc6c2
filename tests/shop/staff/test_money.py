"""Giving money back from the admin, and the attention inbox."""

import uuid
from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from shop.orders.models import Order
from shop.orders.moving import lock
from shop.payments.after_models import Attention, Refund
from shop.payments.attention import call
from shop.payments.client import stripe_client
from shop.payments.disputing import settle_dispute
from shop.payments.models import PaymentAttempt
from shop.payments.refunding import ask, settle_refund
from shop.payments.settle import settle
from shop.payments.tasks import work
from shop.staff.stock.undo import undo
from shop.stock.counting import adjust
from shop.stock.holds import release
from shop.stock.models import StockMove
from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.shop.factories import VariantFactory, counts, guide
from tests.shop.staff.conftest import SignIn
from tests.shop.stripe_side import deliver_all
from tests.shop.walking import Shopper, form_fields, last_order, soup

pytestmark = pytest.mark.django_db

MAY = ("shop.view_order", "shop.add_refund")


@pytest.fixture
def order(shopper: Shopper, shop: SandboxServer) -> Order:
    """Two pairs, paid."""
    shopper.add(VariantFactory.create(stock=9), 2)
    shopper.come_back(shopper.pay(shopper.check_out()))
    return last_order()


def form(order: Order, **fields: Any) -> dict[str, Any]:
    """What a form that was just opened sends."""
    empty = {"reason": "サイズ違い", "sure": "on", f"line_{order.lines.get().pk}": "0"}
    return empty | {"key": str(uuid.uuid4())} | fields


def post(client: Client, order: Order, fields: dict[str, Any]) -> Any:
    return client.post(f"/admin/shop/orders/refund/{order.pk}/", fields)


def send(client: Client, order: Order, **fields: Any) -> Any:
    return post(client, order, form(order, **fields))


def pairs(order: Order, n: int) -> dict[str, str]:
    """Choose `n` units of the only line."""
    return {f"line_{order.lines.get().pk}": str(n)}


def shown(page: BeautifulSoup) -> dict[str, str]:
    """What the form in `page` would send."""
    found = page.select_one("form[data-edit-form]")
    assert found is not None, "no form was shown"
    ticked = found.select("input[type=checkbox][checked]:not([value])")
    return form_fields(found) | {str(box["name"]): "on" for box in ticked}


def refunds() -> list[tuple[int, str]]:
    """Amount and state of each refund, oldest first."""
    return [(refund.amount, refund.status) for refund in Refund.objects.order_by("pk")]


def let_refund_fail(shop: SandboxServer) -> None:
    """Let the newest refund come back from the bank."""
    shop.control.move_refund(str(Refund.objects.latest("pk").stripe_id), "failed")
    deliver_all(shop, "refund.failed")
    work.func()


def at_the_same_moment(client: Client, order: Order, *forms: dict[str, Any]) -> list[Any]:
    """Send each of `forms` in a thread of its own, as one browser does."""

    def press(fields: dict[str, Any]) -> Any:
        tab = Client()
        tab.cookies.update(client.cookies)
        return post(tab, order, fields)

    return at_once([partial(press, fields) for fields in forms])


def test_one_of_two_pairs_is_given_back_and_put_back_on_the_shelf_only_if_ticked(
    order: Order, sign_in: SignIn
) -> None:
    client = sign_in(*MAY)
    line = order.lines.get()
    assert counts(line.variant) == (7, 0)

    assert send(client, order, **pairs(order, 1)).status_code == 302
    assert counts(line.variant) == (7, 0)
    send(client, order, restock="on", **pairs(order, 1))
    work.func()

    assert [(r.amount, r.status) for r in Refund.objects.all()] == [(3300, "succeeded")] * 2
    assert counts(line.variant) == (8, 0)
    page = soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert "返金済み" in page
    assert "サイズ違い" in page
    assert "全額の返金を手続き済み" in page


@pytest.mark.parametrize("fields", [{"amount": "6601"}, {"amount": "0"}, {}, {"amount": "100", "sure": ""}])
def test_too_much_nothing_or_unconfirmed_is_refused_with_a_sentence(
    order: Order, sign_in: SignIn, fields: dict[str, str]
) -> None:
    response = send(sign_in(*MAY), order, **fields)

    assert response.status_code == 200
    assert "この内容では返金していません" in soup(response).get_text()
    assert not Refund.objects.exists()


def test_putting_goods_back_without_choosing_any_is_refused_and_the_form_stays_as_it_was(
    order: Order, sign_in: SignIn
) -> None:
    client, socks = sign_in(*MAY), order.lines.get().variant

    refused = soup(send(client, order, amount=str(order.total), restock="on"))

    assert "在庫に戻す商品が選ばれていません。返品された商品の数を入力するか" in refused.get_text()
    assert (refunds(), counts(socks)) == ([], (7, 0))
    kept = shown(refused)
    assert (kept["amount"], kept["reason"], kept["restock"]) == (str(order.total), "サイズ違い", "on")

    assert post(client, order, kept | pairs(order, 2)).status_code == 302
    assert (refunds(), counts(socks)) == ([(6600, "requested")], (9, 0))


def test_a_download_cannot_be_put_back_on_the_shelf(
    shopper: Shopper, shop: SandboxServer, sign_in: SignIn
) -> None:
    shopper.add(guide())
    shopper.come_back(shopper.pay(shopper.check_out()))

    refused = send(sign_in(*MAY), last_order(), restock="on", **pairs(last_order(), 1))

    assert "選んだのはダウンロード商品だけで、在庫に戻すものがありません" in soup(refused).get_text()
    assert refunds() == []


def test_a_form_that_is_sent_twice_gives_back_once_and_says_so(
    order: Order, sign_in: SignIn, shop: SandboxServer
) -> None:
    client = sign_in(*MAY)
    opened = shown(soup(client.get(f"/admin/shop/orders/refund/{order.pk}/")))
    # Everything at once: after the first, nothing is left that the second could ask for.
    filled = opened | form(order, key=opened["key"], restock="on", **pairs(order, 2))

    first, second = post(client, order, filled), post(client, order, filled)
    work.func()

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    told = soup(client.get(second["Location"])).get_text()
    assert "返金の手続きを始めました" in told
    assert "二重には返金していません" in told
    assert refunds() == [(6600, "succeeded")]
    assert len(shop.events("refund.created")) == 1
    assert counts(order.lines.get().variant) == (9, 0)


def test_a_form_that_was_changed_after_it_was_carried_out_asks_before_it_gives_back_again(
    order: Order, sign_in: SignIn
) -> None:
    client = sign_in(*MAY)
    first = form(order, amount="100")
    post(client, order, first)

    again = soup(post(client, order, first | {"amount": "200"}))

    assert "すでに100円を返金しています" in again.get_text()
    assert refunds() == [(100, "requested")]
    asked = shown(again)
    assert asked["amount"] == "200"
    assert asked["key"] != first["key"]
    assert post(client, order, asked).status_code == 302
    assert refunds() == [(100, "requested"), (200, "requested")]


@pytest.mark.parametrize("key", ["", "auto", "no-uuid"])
def test_a_form_without_its_key_gives_nothing_back_until_it_is_sent_again(
    order: Order, sign_in: SignIn, key: str
) -> None:
    client = sign_in(*MAY)

    again = soup(send(client, order, amount="100", key=key))

    assert "もう一度「返金する」を押してください" in again.get_text()
    assert refunds() == []
    assert post(client, order, shown(again)).status_code == 302
    assert refunds() == [(100, "requested")]


def test_a_pair_comes_back_once_however_often_its_line_is_chosen(order: Order, sign_in: SignIn) -> None:
    client = sign_in(*MAY)
    for _n in range(2):
        # Less than its price: money alone would let it come back again and again.
        assert send(client, order, amount="500", restock="on", **pairs(order, 1)).status_code == 302

    page = soup(send(client, order, amount="500", restock="on", reason="三度目", **pairs(order, 1)))

    text = page.get_text()
    assert "注文した2点は、すべて返品ずみです" in text
    assert "「返金額」に金額を入力してください" in text
    assert (shown(page) | pairs(order, 1)) == shown(page)
    assert (shown(page)["amount"], shown(page)["reason"], shown(page)["restock"]) == ("500", "三度目", "on")
    assert refunds() == [(500, "requested")] * 2
    assert counts(order.lines.get().variant) == (9, 0)


def test_the_form_shows_what_came_back_and_offers_no_more(order: Order, sign_in: SignIn) -> None:
    client = sign_in(*MAY)
    send(client, order, **pairs(order, 1))

    page = soup(client.get(f"/admin/shop/orders/refund/{order.pk}/"))
    field = page.select_one(f"input[name=line_{order.lines.get().pk}]")
    assert field is not None
    assert field["max"] == "1"
    assert "注文数: 2（返品ずみ 1点）" in page.get_text()

    refused = soup(send(client, order, amount="1", **pairs(order, 2))).get_text()
    assert "注文した2点のうち、1点は返品ずみです。1点以下にしてください。" in refused
    assert refunds() == [(3300, "requested")]


def test_more_than_was_bought_is_refused_before_anything_came_back(order: Order, sign_in: SignIn) -> None:
    refused = soup(send(sign_in(*MAY), order, amount="1", **pairs(order, 3))).get_text()

    assert "注文数は2点です" in refused
    assert refunds() == []


def test_a_refund_that_failed_can_be_made_again_but_its_goods_stay_on_the_shelf(
    order: Order, sign_in: SignIn, shop: SandboxServer
) -> None:
    client, socks = sign_in(*MAY), order.lines.get().variant
    send(client, order, restock="on", **pairs(order, 2))
    work.func()
    let_refund_fail(shop)

    refused = send(client, order, restock="on", **pairs(order, 2))
    assert "すでに2点を在庫に戻しています。在庫に戻せるのは、あと0点です。" in soup(refused).get_text()
    assert (refunds(), counts(socks)) == ([(6600, "failed")], (9, 0))

    assert send(client, order, **pairs(order, 2)).status_code == 302
    assert (refunds(), counts(socks)) == ([(6600, "failed"), (6600, "requested")], (9, 0))


def test_goods_whose_return_was_taken_back_can_return_again(
    order: Order, sign_in: SignIn, shop: SandboxServer
) -> None:
    client, socks = sign_in(*MAY), order.lines.get().variant
    send(client, order, restock="on", **pairs(order, 2))
    work.func()
    let_refund_fail(shop)
    undo(StockMove.objects.get(variant=socks, reason__startswith="返品"), actor="はな")
    assert counts(socks) == (7, 0)

    send(client, order, restock="on", **pairs(order, 2))

    assert counts(socks) == (9, 0)


def test_goods_that_never_left_the_shelf_cannot_return_to_it(
    shopper: Shopper, shop: SandboxServer, sign_in: SignIn
) -> None:
    socks = VariantFactory.create(stock=1)
    shopper.add(socks)
    shopper.pay(shopper.check_out())
    attempt = PaymentAttempt.objects.get()
    release(attempt.hold, reason="session expired")
    adjust(socks, -1, actor="佐藤", reason="破損")
    settle(str(attempt.session_id))
    work.func()
    let_refund_fail(shop)
    order, client = last_order(), sign_in(*MAY)
    assert (order.state, refunds()) == (Order.State.PAID_UNFILLABLE, [(3300, "failed")])

    opened = soup(client.get(f"/admin/shop/orders/refund/{order.pk}/")).get_text()
    assert "いま在庫に戻せる商品がありません" in opened
    refused = send(client, order, restock="on", **pairs(order, 1))
    assert "この注文では在庫から出ていないため、在庫に戻せません" in soup(refused).get_text()
    assert (len(refunds()), counts(socks)) == (1, (0, 0))

    assert send(client, order, **pairs(order, 1)).status_code == 302
    assert (len(refunds()), counts(socks)) == (2, (0, 0))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_form_that_arrives_four_times_at_once_gives_back_once(
    order: Order, sign_in: SignIn, shop: SandboxServer
) -> None:
    client = sign_in(*MAY)
    filled = form(order, restock="on", **pairs(order, 1))

    answers = at_the_same_moment(client, order, *[filled] * 4)
    work.func()

    assert [answer.status_code for answer in answers] == [302] * 4
    assert refunds() == [(3300, "succeeded")]
    assert len(shop.events("refund.created")) == 1
    assert counts(order.lines.get().variant) == (8, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_forms_for_the_same_pairs_at_once_bring_them_back_once(
    order: Order, sign_in: SignIn, shop: SandboxServer
) -> None:
    client = sign_in(*MAY)
    forms = [form(order, amount="500", restock="on", **pairs(order, 2)) for _n in range(4)]

    answers = at_the_same_moment(client, order, *forms)
    work.func()

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    for answer in answers:
        assert answer.status_code == 302 or "すべて返品ずみです" in soup(answer).get_text()
    assert refunds() == [(500, "succeeded")]
    assert counts(order.lines.get().variant) == (9, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_amounts_at_once_never_exceed_what_is_left(order: Order, sign_in: SignIn) -> None:
    client = sign_in(*MAY)
    forms = [form(order, amount="4000") for _n in range(4)]

    answers = at_the_same_moment(client, order, *forms)

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    for answer in answers:
        assert answer.status_code == 302 or "1円から2,600円まで" in soup(answer).get_text()
    assert len(refunds()) == 1


def test_without_the_permission_no_money_moves_and_no_button_is_shown(order: Order, sign_in: SignIn) -> None:
    client = sign_in("shop.view_order")

    for action in ("refund", "check", "note"):
        response = client.post(f"/admin/shop/orders/{action}/{order.pk}/", form(order, amount="1", text="x"))
        assert response.status_code == 403 or response["Location"].startswith("/admin/")
    assert not Refund.objects.exists()
    assert "返金する" not in soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()


def test_a_note_stays_in_the_history_with_its_writer(order: Order, sign_in: SignIn) -> None:
    client = sign_in(*MAY)
    client.post(f"/admin/shop/orders/note/{order.pk}/", {"text": "電話あり。水曜に再送"})
    client.post(f"/admin/shop/orders/check/{order.pk}/")

    page = soup(client.get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert "電話あり。水曜に再送（はな (tencho)）" in page
    assert "Stripeに確認しました" in page


def test_a_disputed_order_says_not_to_ship_and_collects_the_evidence(
    order: Order, shop: SandboxServer, sign_in: SignIn
) -> None:

    work.func()
    intent = stripe_client().v1.payment_intents.retrieve(order.ledger.get().ref)
    settle_dispute(shop.control.open_dispute(str(intent.latest_charge))["id"])

    page = soup(sign_in(*MAY).get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert "発送せず" in page
    assert "回答が必要（needs_response）" in page
    assert "カードの不正使用（fraudulent）" in page
    assert "html_sha256" in page
    assert "返金する…" not in page


def test_a_failed_refund_says_why_in_japanese_on_the_order_and_in_the_call(
    order: Order, shop: SandboxServer, sign_in: SignIn
) -> None:
    with transaction.atomic():
        refund = ask(lock(order.pk), 1000, reason="汚れ")
    work.func()
    refund.refresh_from_db()
    shop.control.move_refund(str(refund.stripe_id), "failed")
    settle_refund(str(refund.stripe_id))

    why = "カード会社または銀行が返金を受け付けませんでした（declined）"
    assert why in soup(sign_in(*MAY).get(f"/admin/shop/orders/inspect/{order.pk}/")).get_text()
    assert why in Attention.objects.get(kind=Attention.Kind.REFUND_FAILED).text
    refund.refresh_from_db()
    assert refund.problem == "declined"


def test_the_attention_inbox_is_worked_through_by_name(order: Order, sign_in: SignIn) -> None:
    client = sign_in("shop.view_attention", "shop.change_attention")
    with transaction.atomic():
        call("orphan:cs_1", Attention.Kind.ORPHAN, "Session cs_1 names no order.")
        call("orphan:cs_1", Attention.Kind.ORPHAN, "Session cs_1 names no order.")
    row = Attention.objects.get()

    assert "注文の見つからないお支払い" in client.get("/admin/shop/attention/").content.decode()
    assert "Session cs_1" in client.get(f"/admin/shop/attention/inspect/{row.pk}/").content.decode()
    client.post(f"/admin/shop/attention/resolve/{row.pk}/", {"note": "返金した"})

    row.refresh_from_db()
    assert (row.resolved_by, row.note) == ("はな (tencho)", "返金した")
    assert row.resolved_at is not None
