"""Line items, with the Price and the Product that Stripe makes for each inline `price_data`."""

from typing import Any

from .ids import new_id
from .metadata import merged
from .storage import Body
from .work import Work

KIND = "item"


def make_line_item(work: Work, session_id: str, asked: dict[str, Any]) -> None:
    """Keep one line of a session. Amounts are yen with tax included."""
    price_data = asked["price_data"]
    product = _product(work.now, price_data["product_data"])
    work.tx.add(product)
    amount = price_data["unit_amount"] * asked["quantity"]
    item: Body = {
        "id": new_id("li"),
        "object": KIND,
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": "jpy",
        "description": product["name"],
        "metadata": merged({}, asked.get("metadata")),
        "price": _price(work.now, price_data, product["id"]),
        "quantity": asked["quantity"],
    }
    work.tx.add(item, parent=session_id)


def of_session(work: Work, session_id: str) -> list[Body]:
    """The session's line items in the order they were asked for."""
    return [item for item in work.tx.children(session_id) if item["object"] == KIND]


def _price(now: int, asked: dict[str, Any], product_id: str) -> Body:
    return {
        "id": new_id("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": now,
        "currency": "jpy",
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": product_id,
        "recurring": None,
        "tax_behavior": asked.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": asked["unit_amount"],
        "unit_amount_decimal": str(asked["unit_amount"]),
    }


def _product(now: int, asked: dict[str, Any]) -> Body:
    return {
        "id": new_id("prod"),
        "object": "product",
        "active": False,
        "created": now,
        "default_price": None,
        "description": asked.get("description"),
        "images": asked.get("images", []),
        "livemode": False,
        "marketing_features": [],
        "metadata": merged({}, asked.get("metadata")),
        "name": asked["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": None,
        "tax_code": asked.get("tax_code"),
        "type": "service",
        "unit_label": asked.get("unit_label"),
        "updated": now,
        "url": None,
    }
