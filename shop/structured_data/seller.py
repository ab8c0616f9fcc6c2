"""The seller as a node, with what holds for all that it sells: returns."""

from django.http import HttpRequest

from shop.legal.models import TradeLaw
from shop.legal.rows import RowKind
from toelab.base.structured_data.nodes import Node, node
from toelab.base.structured_data.site import owner_name, publisher_id
from toelab.base.urls import absolute_url

COUNTRY = "JP"
TRADE_LAW_PATH = "/legal/tokushoho/"


def seller_node(request: HttpRequest) -> Node:
    """Return the organisation as a shop: one query.

    The return rules are words of the owner's, so they are quoted with their address; no category of schema.org
    is guessed from them.
    """
    rules = TradeLaw.current().text(RowKind.RETURNS_GOODS)
    policy = rules and node(
        "MerchantReturnPolicy",
        applicableCountry=COUNTRY,
        merchantReturnLink=absolute_url(TRADE_LAW_PATH),
        description=rules,
    )
    return node(
        "OnlineStore",
        id=publisher_id(),
        name=owner_name(request),
        url=absolute_url("/"),
        hasMerchantReturnPolicy=policy,
    )
