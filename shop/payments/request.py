"""The body of Stripe's "create a Checkout session". Built once, stored, and sent exactly as stored.

Parameter by parameter for API version 2026-10-28.endive; tests hold it against the types of the installed
library. Prices are ours alone: nothing the browser sent is in here.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from shop.legal.models import TradeLaw
from shop.orders.models import Order, OrderLine
from toelab.base.urls import absolute_url

if TYPE_CHECKING:
    from stripe.params.checkout import (
        SessionCreateParams,
        SessionCreateParamsLineItem,
        SessionCreateParamsPaymentIntentDataShipping,
    )

METADATA_VERSION = "1"
KONBINI_DAYS = 2
"""Until 23:59:59 (Japan) of the day after tomorrow. The goods are held for so long, unpaid, so it is short."""
MESSAGE_MAX = 1200
"""Stripe's limit for the text beside the pay button."""


def session_body(
    order: Order,
    lines: Sequence[OrderLine],
    *,
    attempt_n: int,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
    konbini: bool = False,
) -> "SessionCreateParams":
    """Return the body for one payment attempt; `konbini` offers the convenience store too.

    `success_url` and `cancel_url` are full addresses of this site; Stripe puts the session id into the first.
    """
    metadata = {"order": str(order.pk), "attempt": str(attempt_n), "v": METADATA_VERSION}
    body: SessionCreateParams = {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "locale": "ja",
        "submit_type": "pay",
        "client_reference_id": order.number,
        "metadata": metadata,
        "customer_email": order.email,
        "customer_creation": "if_required",
        "line_items": [*(_item(line) for line in lines), *_shipping_item(order)],
        "allowed_payment_method_types": ["card", *(["konbini"] if konbini else []), "paypay"],
        "adaptive_pricing": {"enabled": False},
        "payment_intent_data": {"metadata": metadata, "description": order.number},
        "custom_text": {"submit": {"message": last_words(lines)}},
        "expires_at": int(expires_at.timestamp()),
        "success_url": f"{success_url}?session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": cancel_url,
    }
    if konbini:
        body["payment_method_options"] = {"konbini": {"expires_after_days": KONBINI_DAYS}}
    if order.has_address:
        body["payment_intent_data"]["shipping"] = _shipping(order)
    return body


def last_words(lines: Sequence[OrderLine]) -> str:
    """Return delivery and return rule for the screen with the real last button (特定商取引法 12条の6)."""
    law = TradeLaw.current()
    kinds = [
        suffix
        for suffix, wanted in (
            ("goods", any(not line.is_digital for line in lines)),
            ("download", any(line.is_digital for line in lines)),
        )
        if wanted
    ]
    parts = [_("【お届け】%(text)s") % {"text": law.text(f"delivery_{kind}")} for kind in kinds]
    parts += [_("【返品・キャンセル】%(text)s") % {"text": law.text(f"returns_{kind}")} for kind in kinds]
    parts.append(_("詳細: %(url)s") % {"url": absolute_url("/legal/tokushoho/")})
    message = "\n".join(parts)
    return message if len(message) <= MESSAGE_MAX else f"{message[: MESSAGE_MAX - 1]}…"


def _item(line: OrderLine) -> "SessionCreateParamsLineItem":
    return {
        "quantity": line.quantity,
        "price_data": {
            "currency": "jpy",
            # Yen has no smaller unit: never times one hundred.
            "unit_amount": line.unit_price,
            "tax_behavior": "inclusive",
            "product_data": {"name": line.full_name, "metadata": {"sku": line.sku}},
        },
    }


def _shipping_item(order: Order) -> "list[SessionCreateParamsLineItem]":
    if not order.shipping_fee:
        return []
    name = _("送料・%(method)s") % {"method": order.shipping_method}
    return [
        {
            "quantity": 1,
            "price_data": {
                "currency": "jpy",
                "unit_amount": order.shipping_fee,
                "tax_behavior": "inclusive",
                "product_data": {"name": name},
            },
        }
    ]


def _shipping(order: Order) -> "SessionCreateParamsPaymentIntentDataShipping":
    shipping: SessionCreateParamsPaymentIntentDataShipping = {
        "name": order.full_name,
        "phone": order.phone,
        "address": {
            "country": "JP",
            "postal_code": order.postal_code,
            "state": order.prefecture,
            "city": order.city,
            "line1": order.street,
        },
    }
    # Stripe reads an empty text as "unset this", which it does not allow here.
    if order.building:
        shipping["address"]["line2"] = order.building
    return shipping
