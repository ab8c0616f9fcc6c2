"""Orders as they stand after a purchase, without walking through one."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from shop.catalogue.models import Variant
from shop.orders.history import record
from shop.orders.models import Order, OrderLine
from shop.orders.moving import move
from shop.payments.models import Ledger, PaymentAttempt

CUSTOMER = {
    "family_name": "山田",
    "given_name": "花子",
    "family_kana": "ヤマダ",
    "given_kana": "ハナコ",
    "postal_code": "101-0051",
    "prefecture": "東京都",
    "city": "千代田区",
    "street": "神田神保町1-2-3",
    "phone": "09012345678",
    "email": "hanako@example.jp",
}


@transaction.atomic
def order_of(*variants: Variant, state: str = Order.State.PAID, **fields: Any) -> Order:
    """Return an order for one of each variant, with history, attempt and ledger, in `state`."""
    subtotal = sum(variant.price for variant in variants)
    amounts = {"subtotal": subtotal, "shipping_fee": 250, "total": subtotal + 250, "basket_version": 1}
    order = Order.objects.create(**(CUSTOMER | amounts | fields))
    for variant in variants:
        OrderLine.objects.create(
            order=order,
            variant=variant,
            sku=variant.sku,
            name=variant.product.name,
            size=variant.size,
            colour=variant.colour,
            unit_price=variant.price,
            quantity=1,
            tax_rate=10,
            is_digital=variant.product.is_digital,
            first_page=5,
            first_title="最初に読んだ記事",
            last_page=6,
            last_title="最後に読んだ記事",
        )
    record(order, "ordered", total=order.total, basket_version=1)
    attempt = PaymentAttempt.objects.create(
        order=order,
        idem_key=f"{order.pk}:1:create",
        request_body={},
        session_id=f"cs_{order.number}",
        expires_at=timezone.now() + timedelta(minutes=30),
        status=PaymentAttempt.Status.OPEN,
    )
    move(order, Order.State.OPEN, session=attempt.session_id)
    if state != Order.State.OPEN:
        move(order, state, session=attempt.session_id)
    if order.is_paid:
        Ledger.objects.create(
            order=order, kind=Ledger.Kind.PAYMENT, ref=f"pi_{order.number}", amount=order.total
        )
    return order
