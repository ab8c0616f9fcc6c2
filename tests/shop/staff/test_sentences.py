"""What the staff read about an order for which more was paid than it costs."""

import pytest
from django.utils import timezone

from shop.delivery.models import Shipment
from shop.orders.models import Order
from shop.payments.after_models import Dispute, Refund
from shop.payments.models import Ledger
from shop.staff.orders.sentences import needs_attention, what_now
from tests.shop.factories import VariantFactory, guide
from tests.shop.staff.orders import order_of

pytestmark = pytest.mark.django_db

OWED = "多く受け取った {} をお客さまに返金してください"


def paid_again(order: Order) -> Order:
    """The same order with its total in the ledger a second time."""
    Ledger.objects.create(order=order, kind=Ledger.Kind.PAYMENT, ref="pi_again", amount=order.total)
    return order


def give_back(order: Order, amount: int, status: str = Refund.Status.SUCCEEDED) -> None:
    Refund.objects.create(order=order, payment_ref="pi_again", amount=amount, status=status)


def read(order: Order) -> tuple[str, bool]:
    """The sentence, and whether it is a warning."""
    return what_now(order, []), needs_attention(order, [])


def test_a_download_order_paid_once_leaves_nothing_to_do() -> None:
    sentence, is_warning = read(order_of(guide()))

    assert "することはありません" in sentence
    assert not is_warning


def test_a_download_order_paid_twice_is_a_warning_with_the_sum() -> None:
    sentence, is_warning = read(paid_again(order_of(guide())))

    assert OWED.format("1,900円") in sentence
    assert "することはありません" not in sentence
    assert "発送" not in sentence
    assert is_warning


def test_goods_paid_twice_are_shipped_all_the_same() -> None:
    order = paid_again(order_of(VariantFactory.create(stock=1)))
    sentence, _ = read(order)
    assert OWED.format("3,550円") in sentence
    assert "ふつうどおり発送してください" in sentence

    Shipment.objects.create(
        order=order, carrier=Shipment.Carrier.YAMATO, tracking_number="1", shipped_at=timezone.now()
    )
    sentence, is_warning = read(order)
    assert OWED.format("3,550円") in sentence
    assert "発送" not in sentence
    assert is_warning


@pytest.mark.parametrize("status", [Refund.Status.REQUESTED, Refund.Status.SUCCEEDED])
def test_the_warning_ends_when_the_duplicate_is_on_its_way_back(status: str) -> None:
    order = paid_again(order_of(guide()))
    give_back(order, 900, status)
    assert OWED.format("1,000円") in read(order)[0]

    give_back(order, 1000, status)
    sentence, is_warning = read(order)
    assert "お支払い済みです" in sentence
    assert not is_warning


def test_the_warning_stays_when_the_refund_of_the_duplicate_failed() -> None:
    order = paid_again(order_of(guide()))
    give_back(order, 1900, Refund.Status.FAILED)

    sentence, is_warning = read(order)
    assert OWED.format("1,900円") in sentence
    assert is_warning


def test_a_dispute_is_said_before_a_double_payment() -> None:
    order = paid_again(order_of(guide()))
    Dispute.objects.create(stripe_id="du_1", order=order, amount=order.total, status="needs_response")

    assert "異議が申し立てられています" in read(order)[0]
