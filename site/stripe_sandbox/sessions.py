"""Checkout Sessions: made, shown, run out."""

from typing import Any

from . import charges, events, payment_intents
from .errors import StripeError, missing
from .ids import new_id
from .line_items import make_line_item
from .metadata import merged
from .session_rules import MAX_OPEN_SECONDS, check_create, methods, total
from .storage import Body
from .tenders import Tender
from .work import Work

KIND = "checkout.session"


def create(work: Work, params: dict[str, Any]) -> Body:
    """Make an open session with its line items. As at Stripe, the first try to pay makes the PaymentIntent."""
    check_create(params, work.now)
    session = _new_session(work, params)
    work.tx.add(session, private={"payment_intent_data": params.get("payment_intent_data", {})})
    for item in params["line_items"]:
        make_line_item(work, session["id"], item)
    return session


def get(work: Work, session_id: str) -> Body:
    """The session; StripeError 404 when there is none."""
    session = work.tx.get(KIND, session_id)
    if session is None:
        raise missing(KIND, session_id, "session")
    return session


def expire(work: Work, session_id: str) -> Body:
    """Close an open session for good; StripeError when it is no longer open."""
    session = get(work, session_id)
    if session["status"] != "open":
        raise StripeError(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a'
            f" status of {session['status']}."
        )
    return _run_out(work, session)


def complete(work: Work, session: Body, payment_status: str, tender: Tender) -> None:
    """The customer is done on the pay page; whether the money is there too, `payment_status` tells."""
    session |= {
        "status": "complete",
        "payment_status": payment_status,
        "collected_information": {"business_name": None, "individual_name": None, "shipping_details": None},
        "customer_details": {
            "address": charges.billing_address(tender),
            "business_name": None,
            "email": tender.email,
            "individual_name": None,
            "name": tender.name,
            "phone": tender.phone,
            "tax_exempt": "none",
            "tax_ids": [],
        },
    }
    work.tx.save(session)
    events.record(work, "checkout.session.completed", session)


def success_url(session: Body) -> str:
    """Where the customer goes after paying, with the session's id where the shop asked for it."""
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


def expire_due(work: Work) -> int:
    """Run out every open session whose time has come; how many there were."""
    rows = work.tx.execute(
        "SELECT id FROM object WHERE kind = 'checkout.session' AND body ->> '$.status' = 'open'"
        " AND body ->> '$.expires_at' <= ? ORDER BY seq",
        (work.now,),
    ).fetchall()
    for (session_id,) in rows:
        _run_out(work, get(work, session_id))
    return len(rows)


def _run_out(work: Work, session: Body) -> Body:
    session["status"] = "expired"
    work.tx.save(session)
    if session["payment_intent"]:
        payment_intents.cancel_expired(work, session["payment_intent"])
    events.record(work, "checkout.session.expired", session)
    return session


def _new_session(work: Work, params: dict[str, Any]) -> Body:
    """Field by field what Stripe answers; a field that OpenAPI knows and does not let be null is left out."""
    yen = total(params["line_items"])
    session: Body = {
        "id": new_id("cs_test"),
        "object": KIND,
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": params.get("allow_promotion_codes"),
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "amount_subtotal": yen,
        "amount_total": yen,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": params.get("billing_address_collection"),
        "branding_settings": _branding(work.config.shop_name, params.get("branding_settings", {})),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": _consent_collection(params.get("consent_collection")),
        "created": work.now,
        "currency": "jpy",
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": _custom_text(params.get("custom_text", {})),
        "customer": None,
        "customer_account": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "customer_email": params.get("customer_email"),
        "discounts": [],
        "expires_at": params.get("expires_at", work.now + MAX_OPEN_SECONDS),
        "integration_identifier": params.get("integration_identifier"),
        "invoice": None,
        "invoice_creation": _INVOICE_CREATION,
        "livemode": False,
        "locale": params.get("locale"),
        "managed_payments": {"enabled": False},
        "metadata": merged({}, params.get("metadata")),
        "mode": "payment",
        "optional_items": None,
        "origin_context": params.get("origin_context"),
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}}
        | params.get("payment_method_options", {}),
        "payment_method_types": methods(params),
        "payment_status": "unpaid" if yen else "no_payment_required",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": None,
        "wallet_options": None,
    }
    if "excluded_payment_method_types" in params:
        session["excluded_payment_method_types"] = params["excluded_payment_method_types"]
    return session


def _branding(shop_name: str, asked: dict[str, Any]) -> Body:
    account = {
        "background_color": "#ffffff",
        "border_style": "rounded",
        "button_color": "#0074d4",
        "display_name": shop_name,
        "font_family": "default",
        "icon": None,
        "logo": None,
    }
    return account | {name: value for name, value in asked.items() if value != ""}


def _consent_collection(asked: dict[str, str] | None) -> Body | None:
    if asked is None:
        return None
    return {"payment_method_reuse_agreement": None, "promotions": None, "terms_of_service": None} | asked


def _custom_text(asked: dict[str, Any]) -> Body:
    places = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    return dict.fromkeys(places) | asked


_INVOICE_CREATION = {
    "enabled": False,
    "invoice_data": {
        "account_tax_ids": None,
        "custom_fields": None,
        "description": None,
        "footer": None,
        "issuer": None,
        "metadata": {},
        "rendering_options": None,
    },
}
