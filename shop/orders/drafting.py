"""From a checked basket and a contact to an order's rows."""

from typing import Any

from wagtail.models import Page

from shop.basket.checking import CheckedBasket
from shop.basket.models import BasketLine
from shop.orders.contact import ADDRESS_FIELDS, Contact
from shop.orders.history import record
from shop.orders.models import Order, OrderLine
from shop.sources import Source


def write_order(checked: CheckedBasket, contact: Contact, proof: dict[str, Any]) -> Order:
    """Insert order and lines at the prices in `checked` and return the order.

    The caller has locked the basket, found no problems in it, and reserves the stock in the same transaction.
    """
    basket = checked.basket
    if basket is None or checked.is_empty:
        raise ValueError("An order needs a basket with something in it.")
    needed = contact.contact()
    if not checked.needs_shipping:
        needed |= dict.fromkeys(ADDRESS_FIELDS, "")
    order = Order.objects.create(
        subtotal=checked.subtotal,
        shipping_fee=checked.shipping_fee,
        total=checked.total,
        shipping_method=checked.shipping.method if checked.needs_shipping else "",
        basket=basket,
        basket_version=basket.version,
        confirm_proof=proof,
        **needed,
    )
    titles = _titles([line.line for line in checked.lines])
    OrderLine.objects.bulk_create(_line(order, checked_line.line, titles) for checked_line in checked.lines)
    record(order, "ordered", total=order.total, basket_version=basket.version)
    return order


def _line(order: Order, line: BasketLine, titles: dict[int, str]) -> OrderLine:
    variant = line.variant
    order_line = OrderLine(
        order=order,
        variant=variant,
        sku=variant.sku,
        name=variant.product.name,
        size=variant.size,
        colour=variant.colour,
        unit_price=variant.price,
        quantity=line.quantity,
        tax_rate=variant.product.tax_rate,
        is_digital=variant.product.is_digital,
    )
    for which, text in (("first", line.first_source), ("last", line.last_source)):
        source = Source.parse(text)
        order_line.set_source(which, source, titles.get(source.page, "") if source else "")
    return order_line


def _titles(lines: list[BasketLine]) -> dict[int, str]:
    sources = [Source.parse(text) for line in lines for text in (line.first_source, line.last_source)]
    pages = {source.page for source in sources if source}
    return dict(Page.objects.filter(pk__in=pages).values_list("pk", "title")) if pages else {}
