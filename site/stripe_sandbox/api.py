"""The API over HTTP: key, version, idempotency, parameters, work, answer; the same for every endpoint."""

import logging
import sqlite3
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from .access import check_key, check_version
from .config import API_VERSION
from .endpoints import ENDPOINTS, Endpoint
from .engine import Engine
from .errors import StripeError
from .expansion import expand
from .faults import KEPT_FAILURE, broken
from .forms import Tree, decode
from .idempotency import Answer, KeyedRequest, keep, recall
from .ids import new_id
from .params import check

logger = logging.getLogger(__name__)


def make_api(engine: Engine) -> Blueprint:
    """The routes under /v1."""
    api = Blueprint("api", __name__)

    @api.before_request
    def name_the_request() -> None:
        g.request_id = new_id("req")

    @api.errorhandler(StripeError)
    def refused(error: StripeError) -> Response:
        return _respond(Answer(error.status, error.body()))

    @api.errorhandler(sqlite3.Error)
    @api.errorhandler(LookupError)
    def broken(error: Exception) -> Response:
        logger.error("The sandbox failed at %s %s", request.method, request.path, exc_info=error)
        failure = StripeError(f"The Stripe sandbox failed: {error!r}", status=500, kind="api_error")
        return _respond(Answer(failure.status, failure.body()))

    for endpoint in ENDPOINTS:
        _add(api, engine, endpoint)

    @api.route("/v1/", defaults={"path": ""}, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    @api.route("/v1/<path:path>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def unknown(path: str) -> Response:
        check_key(request.authorization)
        raise StripeError(f"Unrecognized request URL ({request.method}: /v1/{path}).", status=404)

    return api


def _add(api: Blueprint, engine: Engine, endpoint: Endpoint) -> None:
    def view(object_id: str = "") -> Response:
        check_key(request.authorization)
        check_version(request.headers)
        raw = decode(request.query_string if endpoint.method == "GET" else request.get_data())
        key = request.headers.get("Idempotency-Key") if endpoint.method == "POST" else None
        if not key:
            return _respond(_perform(engine, endpoint, check(raw, endpoint.params), object_id))
        keyed = KeyedRequest.of(key, f"{request.method} {request.path}", raw, g.request_id)
        with engine.keys_in_use.hold(key):
            return _respond(_perform_once(engine, endpoint, raw, object_id, keyed))

    api.add_url_rule(endpoint.path, endpoint.run.__name__, view, methods=[endpoint.method])


def _perform(
    engine: Engine,
    endpoint: Endpoint,
    params: dict[str, Any],
    object_id: str,
    keyed: KeyedRequest | None = None,
) -> Answer:
    with engine.work(g.request_id, keyed.key if keyed else None) as work:
        body = work.shown(endpoint.run(work, params, object_id))
        if KEPT_FAILURE in request.environ:
            raise broken()
        answer = Answer(200, expand(work, body, params.get("expand", [])))
        if keyed:
            keep(work.tx, keyed, answer, engine.clock())
    return answer


def _perform_once(
    engine: Engine, endpoint: Endpoint, raw: Tree, object_id: str, keyed: KeyedRequest
) -> Answer:
    with engine.storage.transaction() as tx:
        kept = recall(tx, keyed, engine.clock())
    if kept:
        return kept
    params = check(raw, endpoint.params)
    try:
        return _perform(engine, endpoint, params, object_id, keyed)
    except StripeError as error:
        answer = Answer(error.status, error.body())
        with engine.storage.transaction() as tx:
            keep(tx, keyed, answer, engine.clock())
        return answer


def _respond(answer: Answer) -> Response:
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers["Request-Id"] = g.request_id
    response.headers["Stripe-Version"] = API_VERSION
    if key := request.headers.get("Idempotency-Key"):
        response.headers["Idempotency-Key"] = key
    if answer.replay_of:
        response.headers["Idempotent-Replayed"] = "true"
        response.headers["Original-Request"] = answer.replay_of
    return response
