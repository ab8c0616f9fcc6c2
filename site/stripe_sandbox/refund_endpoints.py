"""The endpoints for what happens after the sale: refunds and disputes."""

from stripe.params import (
    DisputeListParams,
    DisputeRetrieveParams,
    RefundCancelParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
    RefundUpdateParams,
)

from . import disputes, refunds
from .endpoint import Endpoint, Params
from .lists import Query
from .storage import Body
from .work import Work


def create_refund(work: Work, params: Params, _id: str) -> Body:
    """POST /v1/refunds"""
    return refunds.create(work, params)


def list_refunds(work: Work, params: Params, _id: str) -> Body:
    """GET /v1/refunds"""
    return _list(work, params, refunds.KIND, "/v1/refunds")


def retrieve_refund(work: Work, _params: Params, refund_id: str) -> Body:
    """GET /v1/refunds/{id}"""
    return refunds.get(work, refund_id)


def update_refund(work: Work, params: Params, refund_id: str) -> Body:
    """POST /v1/refunds/{id}"""
    return refunds.update(work, refund_id, params.get("metadata"))


def cancel_refund(work: Work, _params: Params, refund_id: str) -> Body:
    """POST /v1/refunds/{id}/cancel"""
    return refunds.cancel(work, refund_id)


def list_disputes(work: Work, params: Params, _id: str) -> Body:
    """GET /v1/disputes"""
    return _list(work, params, disputes.KIND, "/v1/disputes")


def retrieve_dispute(work: Work, _params: Params, dispute_id: str) -> Body:
    """GET /v1/disputes/{id}"""
    return disputes.get(work, dispute_id)


def _list(work: Work, params: Params, kind: str, url: str) -> Body:
    query = Query(kind, parent=params.get("charge"))
    query.created(params.get("created"))
    if "payment_intent" in params:
        query.where("body ->> '$.payment_intent' = ?", params["payment_intent"])
    return query.page(work, params, url)


REFUND_ENDPOINTS = (
    Endpoint("POST", "/v1/refunds", RefundCreateParams, create_refund),
    Endpoint("GET", "/v1/refunds", RefundListParams, list_refunds),
    Endpoint("GET", "/v1/refunds/<object_id>", RefundRetrieveParams, retrieve_refund),
    Endpoint("POST", "/v1/refunds/<object_id>", RefundUpdateParams, update_refund),
    Endpoint("POST", "/v1/refunds/<object_id>/cancel", RefundCancelParams, cancel_refund),
    Endpoint("GET", "/v1/disputes", DisputeListParams, list_disputes),
    Endpoint("GET", "/v1/disputes/<object_id>", DisputeRetrieveParams, retrieve_dispute),
)
