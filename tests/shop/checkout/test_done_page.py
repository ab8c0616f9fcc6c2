import pytest

from shop.orders.models import Order
from shop.payments.models import PaymentAttempt
from stripe_sandbox import SandboxServer
from tests.shop.factories import VariantFactory
from tests.shop.walking import CONTACT, Shopper, last_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(shopper: Shopper) -> str:
    """The address Stripe led to after a payment."""
    shopper.add(VariantFactory.create(stock=5))
    response = shopper.pay(shopper.check_out())
    return response.headers["Location"].removeprefix("http://testserver")


def test_the_browser_that_ordered_finds_the_way_to_its_order(shopper: Shopper, paid: str) -> None:
    response = shopper.client.get(paid)

    assert f"/orders/{last_order().token}/" in response.content.decode()
    assert (response["Referrer-Policy"], "no-store" in response["Cache-Control"]) == ("no-referrer", True)


def test_anybody_else_with_the_address_learns_the_state_and_nothing_more(paid: str) -> None:
    page = Shopper().client.get(paid).content.decode()

    order = last_order()
    assert "お支払いが完了しました" in page
    personal = {
        CONTACT["family_name"],
        CONTACT["email"],
        CONTACT["city"],
        order.number,
        order.token,
        str(order.pk),
    }
    assert not [secret for secret in personal if secret in page]
    assert not [line.name for line in order.lines.all() if line.name in page]


@pytest.mark.parametrize("session_id", ["", "x", "cs_test_unknown", "cs_'; DROP", "cs_" + "a" * 400])
def test_an_id_we_never_gave_out_is_not_asked_for_at_stripe(
    shopper: Shopper, shop: SandboxServer, settings: object, session_id: str
) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # type: ignore[attr-defined]

    response = shopper.client.get("/checkout/done/", {"session_id": session_id})

    assert response.status_code == 404
    assert "ご注文が見つかりません" in response.content.decode()


def test_when_stripe_does_not_answer_the_page_says_that_it_is_being_checked(
    shopper: Shopper, paid: str, settings: object
) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # type: ignore[attr-defined]

    response = shopper.client.get(paid)

    assert response.status_code == 200
    assert "お支払いを確認しています" in response.content.decode()
    assert last_order().state == Order.State.OPEN


def test_a_paid_order_is_shown_without_asking_stripe_again(
    shopper: Shopper, paid: str, settings: object
) -> None:
    shopper.client.get(paid)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # type: ignore[attr-defined]

    assert "お支払いが完了しました" in shopper.client.get(paid).content.decode()
    assert PaymentAttempt.objects.get().status == PaymentAttempt.Status.PAID


@pytest.fixture
def slip(shopper: Shopper, shop: SandboxServer) -> str:
    """The address Stripe led to after the customer chose the convenience store."""
    shopper.add(VariantFactory.create(stock=9))
    shopper.check_out()
    attempt = PaymentAttempt.objects.get()
    shop.control.take_slip(str(attempt.session_id), "09012345678")
    return f"/checkout/done/?session_id={attempt.session_id}"


def test_who_took_a_slip_finds_deadline_stores_and_numbers_and_the_way_to_the_order(
    shopper: Shopper, slip: str
) -> None:
    page = shopper.client.get(slip).content.decode()

    stores = PaymentAttempt.objects.get().slip["stores"]  # type: ignore[index]
    assert "23:59</strong>（日本時間）" in page
    assert stores["lawson"]["payment_code"] in page
    assert "09012345678" in page
    assert f"/orders/{last_order().token}/" in page


def test_a_stranger_with_the_address_learns_of_a_slip_no_more_than_its_deadline(
    shopper: Shopper, slip: str
) -> None:
    shopper.client.get(slip)
    page = Shopper().client.get(slip).content.decode()

    stores = PaymentAttempt.objects.get().slip["stores"]  # type: ignore[index]
    assert "23:59</strong>（日本時間）" in page
    personal = {"09012345678", last_order().token, last_order().number, CONTACT["email"]}
    assert not [secret for secret in personal if secret in page]
    assert not [store for store in stores.values() if store["payment_code"] in page]


def test_paid_goods_that_are_gone_are_not_called_being_checked(shopper: Shopper, paid: str) -> None:
    shopper.client.get(paid)
    Order.objects.update(state=Order.State.PAID_UNFILLABLE)

    page = shopper.client.get(paid).content.decode()

    assert "商品をご用意できませんでした" in page
    assert "全額を返金いたします" in page
    assert "お支払いを確認しています" not in page


def test_a_payment_that_a_person_looks_into_is_not_to_be_made_again(shopper: Shopper, paid: str) -> None:
    shopper.client.get(paid)
    Order.objects.update(state=Order.State.OPEN)
    PaymentAttempt.objects.update(status=PaymentAttempt.Status.QUARANTINED)

    page = shopper.client.get(paid).content.decode()

    assert "お支払いを確認しています" in page
    assert "もう一度お支払いいただく必要はありません" in page
    assert "/legal/tokushoho/" in page
