"""The part of Stripe's API that is played: one row for each endpoint, one function for what it does."""

from stripe.params import (
    BalanceTransactionListParams,
    BalanceTransactionRetrieveParams,
    ChargeRetrieveParams,
    EventListParams,
    EventRetrieveParams,
    PaymentIntentRetrieveParams,
)
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionLineItemListParams,
    SessionListParams,
    SessionRetrieveParams,
)

from . import balance, charges, line_items, payment_intents, sessions
from .endpoint import Endpoint, Params
from .errors import StripeError, missing
from .lists import Query
from .refund_endpoints import REFUND_ENDPOINTS
from .storage import Body
from .work import Work

MAX_EVENT_TYPES = 20


def create_session(work: Work, params: Params, _id: str) -> Body:
    """POST /v1/checkout/sessions"""
    return sessions.create(work, params)


def list_sessions(work: Work, params: Params, _id: str) -> Body:
    """GET /v1/checkout/sessions"""
    for name in ("customer", "customer_account", "payment_link", "subscription"):
        if name in params:
            raise missing(name, params[name], name, status=400)
    query = Query(sessions.KIND)
    query.created(params.get("created"))
    for name in ("status", "payment_intent"):
        if name in params:
            query.where(f"body ->> '$.{name}' = ?", params[name])
    if "customer_details" in params:
        query.where(
            "coalesce(body ->> '$.customer_details.email', body ->> '$.customer_email') = ?",
            params["customer_details"]["email"],
        )
    return query.page(work, params, "/v1/checkout/sessions")


def retrieve_session(work: Work, _params: Params, session_id: str) -> Body:
    """GET /v1/checkout/sessions/{id}"""
    return sessions.get(work, session_id)


def expire_session(work: Work, _params: Params, session_id: str) -> Body:
    """POST /v1/checkout/sessions/{id}/expire"""
    return sessions.expire(work, session_id)


def list_line_items(work: Work, params: Params, session_id: str) -> Body:
    """GET /v1/checkout/sessions/{id}/line_items"""
    session = sessions.get(work, session_id)
    query = Query(line_items.KIND, parent=session["id"], oldest_first=True)
    return query.page(work, params, f"/v1/checkout/sessions/{session_id}/line_items")


def retrieve_payment_intent(work: Work, _params: Params, intent_id: str) -> Body:
    """GET /v1/payment_intents/{id}"""
    return payment_intents.get(work, intent_id)


def retrieve_charge(work: Work, _params: Params, charge_id: str) -> Body:
    """GET /v1/charges/{id}"""
    return charges.get(work, charge_id)


def list_events(work: Work, params: Params, _id: str) -> Body:
    """GET /v1/events"""
    if "type" in params and "types" in params:
        raise StripeError("You may only specify one of these parameters: type, types.", param="types")
    names = params.get("types", [params["type"]] if "type" in params else [])
    if len(names) > MAX_EVENT_TYPES:
        raise StripeError(f"You can pass up to {MAX_EVENT_TYPES} event types.", param="types")
    query = Query("event")
    query.created(params.get("created"))
    if names:
        either = " OR ".join("body ->> '$.type' GLOB ?" for _name in names)
        query.where(f"({either})", *names)
    if "delivery_success" in params:
        undelivered = "id IN (SELECT event_id FROM delivery WHERE delivered_at IS NULL)"
        query.where(f"NOT {undelivered}" if params["delivery_success"] else undelivered)
    return query.page(work, params, "/v1/events")


def retrieve_event(work: Work, _params: Params, event_id: str) -> Body:
    """GET /v1/events/{id}"""
    event = work.tx.get("event", event_id)
    if event is None:
        raise missing("event", event_id, "id")
    return event


def list_balance_transactions(work: Work, params: Params, _id: str) -> Body:
    """GET /v1/balance_transactions"""
    if "payout" in params:
        raise missing("payout", params["payout"], "payout", status=400)
    query = Query(balance.KIND)
    query.created(params.get("created"))
    for name in ("currency", "source", "type"):
        if name in params:
            query.where(f"body ->> '$.{name}' = ?", params[name])
    return query.page(work, params, "/v1/balance_transactions")


def retrieve_balance_transaction(work: Work, _params: Params, transaction_id: str) -> Body:
    """GET /v1/balance_transactions/{id}"""
    return balance.get(work, transaction_id)


_SESSIONS = "/v1/checkout/sessions"
ENDPOINTS = (
    Endpoint("POST", _SESSIONS, SessionCreateParams, create_session),
    Endpoint("GET", _SESSIONS, SessionListParams, list_sessions),
    Endpoint("GET", f"{_SESSIONS}/<object_id>", SessionRetrieveParams, retrieve_session),
    Endpoint("POST", f"{_SESSIONS}/<object_id>/expire", SessionExpireParams, expire_session),
    Endpoint("GET", f"{_SESSIONS}/<object_id>/line_items", SessionLineItemListParams, list_line_items),
    Endpoint("GET", "/v1/payment_intents/<object_id>", PaymentIntentRetrieveParams, retrieve_payment_intent),
    Endpoint("GET", "/v1/charges/<object_id>", ChargeRetrieveParams, retrieve_charge),
    Endpoint("GET", "/v1/events", EventListParams, list_events),
    Endpoint("GET", "/v1/events/<object_id>", EventRetrieveParams, retrieve_event),
    Endpoint("GET", "/v1/balance_transactions", BalanceTransactionListParams, list_balance_transactions),
    Endpoint(
        "GET",
        "/v1/balance_transactions/<object_id>",
        BalanceTransactionRetrieveParams,
        retrieve_balance_transaction,
    ),
    *REFUND_ENDPOINTS,
)
