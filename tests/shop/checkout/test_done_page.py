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
