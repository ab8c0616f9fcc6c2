"""Payment slips for convenience stores: which codes are on one, and until when it can be paid."""

import secrets
from datetime import datetime, time, timedelta, timezone
from typing import Any

from .storage import Body
from .tenders import Tender

JST = timezone(timedelta(hours=9), "JST")
DEFAULT_DAYS, MAX_DAYS = 3, 60
MIN_YEN, MAX_YEN = 120, 300_000
"""Yen that a slip can be made out for."""
STORES = {
    "familymart": "ファミリーマート",
    "lawson": "ローソン",
    "ministop": "ミニストップ",
    "seicomart": "セイコーマート",
}


def deadline(now: float, days: int) -> int:
    """23:59:59 in Japan so many calendar days after today, in seconds since the epoch."""
    day = datetime.fromtimestamp(now, JST).date() + timedelta(days=days)
    return int(datetime.combine(day, time(23, 59, 59), JST).timestamp())


def make_slip(now: float, session: Body, tender: Tender) -> Body:
    """The `next_action` that tells the customer where to pay, with which codes, until when.

    The confirmation number is the customer's phone number, or a made-up one when none was given.
    """
    asked: dict[str, Any] = session["payment_method_options"].get("konbini", {})
    confirmation = tender.phone or _digits(11)
    return {
        "type": "konbini_display_details",
        "konbini_display_details": {
            "expires_at": deadline(now, asked.get("expires_after_days", DEFAULT_DAYS)),
            "hosted_voucher_url": f"/c/konbini/{session['id']}",
            "stores": {
                store: {"confirmation_number": confirmation, "payment_code": _digits(6)} for store in STORES
            },
        },
    }


def _digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _position in range(count))
