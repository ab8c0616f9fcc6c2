"""Finding an order by what a customer says on the telephone."""

from contextlib import suppress

from django.db.models import Q, QuerySet
from django.db.models.functions import Concat

from shop.japan.errors import InputError
from shop.japan.text import normalise_kana, normalise_text
from shop.orders.models import Order, OrderLine

FIELDS = ("number", "whole_name", "email", "building", "street")
SHORTEST_PHONE_PART = 4


def find_orders(orders: QuerySet[Order], text: str) -> QuerySet[Order]:
    """Keep the orders in which every word of `text` occurs: number, name, reading, address, mail, phone or SKU.

    「山田 花子」「山田花子」「やまだ」 and "090-1234" all find the same customer.
    """
    orders = orders.annotate(
        whole_name=Concat("family_name", "given_name"), whole_kana=Concat("family_kana", "given_kana")
    )
    for word in normalise_text(text).split():
        orders = orders.filter(_occurs(word))
    return orders


def _occurs(word: str) -> Q:
    condition = Q(pk__in=OrderLine.objects.filter(sku__icontains=word).values("order"))
    for field in FIELDS:
        condition |= Q(**{f"{field}__icontains": word})
    with suppress(InputError):
        condition |= Q(whole_kana__contains=normalise_kana(word))
    digits = word.replace("-", "")
    if digits.isdigit() and len(digits) >= SHORTEST_PHONE_PART:
        condition |= Q(phone__contains=digits)
    return condition
