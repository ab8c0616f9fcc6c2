"""`expand[]`: ids in an answer replaced by their objects, and fields that are left out until asked for."""

from collections.abc import Callable

from . import line_items, refunds
from .errors import StripeError
from .storage import Body
from .work import Work

MAX_DEPTH = 4

_REFERENCES = {
    ("checkout.session", "payment_intent"): "payment_intent",
    ("payment_intent", "latest_charge"): "charge",
    ("charge", "payment_intent"): "payment_intent",
    ("charge", "balance_transaction"): "balance_transaction",
    ("refund", "balance_transaction"): "balance_transaction",
    ("refund", "failure_balance_transaction"): "balance_transaction",
    ("dispute", "charge"): "charge",
    ("dispute", "payment_intent"): "payment_intent",
    ("refund", "charge"): "charge",
    ("refund", "payment_intent"): "payment_intent",
    ("price", "product"): "product",
}
"""Which field of which object holds the id of which other object."""

_SOURCES = {"ch": "charge", "py": "charge", "re": "refund", "pyr": "refund", "du": "dispute"}
"""By the beginning of the id: what a balance transaction is about."""


def _line_items(work: Work, session: Body) -> Body:
    items = line_items.of_session(work, session["id"])
    return _first_ten(items, f"/v1/checkout/sessions/{session['id']}/line_items")


def _refunds(work: Work, charge: Body) -> Body:
    newest_first = refunds.of_charge(work, charge["id"])[::-1]
    return _first_ten(newest_first, f"/v1/charges/{charge['id']}/refunds")


def _first_ten(found: list[Body], url: str) -> Body:
    return {"object": "list", "data": found[:10], "has_more": len(found) > 10, "url": url}


_INCLUDABLE: dict[tuple[str, str], Callable[[Work, Body], Body]] = {
    ("checkout.session", "line_items"): _line_items,
    ("charge", "refunds"): _refunds,
}
"""Fields that an answer lacks until they are asked for. The first ten of a list are shown, as at Stripe."""


def expand(work: Work, answer: Body, paths: list[str]) -> Body:
    """The answer with every path in it expanded; StripeError for a path that leads nowhere."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > MAX_DEPTH + (steps[0] == "data"):
            raise StripeError(f"You cannot expand more than {MAX_DEPTH} levels of a property (here: {path}).")
        _follow(work, answer, steps, path)
    return answer


def _follow(work: Work, node: Body | list[Body] | None, steps: list[str], path: str) -> None:
    if isinstance(node, list):
        for element in node:
            _follow(work, element, steps, path)
    elif node is not None and steps:
        _follow(work, _expanded(work, node, steps[0], path), steps[1:], path)


def _expanded(work: Work, node: Body, name: str, path: str) -> Body | list[Body] | None:
    kind = node["object"]
    target = (
        _SOURCES.get(str(node.get(name)).partition("_")[0])
        if name == "source"
        else _REFERENCES.get((kind, name))
    )
    include = _INCLUDABLE.get((kind, name))
    if target and isinstance(node[name], str):
        found = work.tx.get(target, node[name])
        if found is None:
            raise LookupError(f"{kind} {node['id']} names a {target} that is not there: {node[name]}")
        node[name] = work.shown(found)
    elif include and name not in node:
        node[name] = include(work, node)
    elif not (target or include) and not isinstance(node.get(name), (dict, list)):
        raise StripeError(f"This property cannot be expanded ({path}).", param="expand")
    return node.get(name)
