"""Stripe's form encoding, `line_items[0][price_data][currency]=jpy`, read into nested dictionaries."""

import re
from urllib.parse import parse_qsl

from .errors import StripeError

type Tree = dict[str, "str | Tree"]

_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_SEGMENT = re.compile(r"\[([^\[\]]*)\]")


def decode(encoded: bytes) -> Tree:
    """The nested form of a query string or a form body.

    Lists come out as dictionaries with the keys "0", "1", …: only the type of a parameter tells a list from a
    map with numbers for keys, and types are checked elsewhere. Raises StripeError for what is not a form.
    """
    try:
        text = encoded.decode()
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    except ValueError as error:
        raise StripeError("Invalid request: the parameters are not form-encoded UTF-8.") from error
    tree: Tree = {}
    for key, value in pairs:
        matched = _KEY.fullmatch(key)
        if not matched:
            raise StripeError(f"Invalid request: unexpected brackets in '{key}'.", param=key)
        _place(tree, [matched[1], *_SEGMENT.findall(matched[2])], value, key)
    return tree


def _place(tree: Tree, path: list[str], value: str, key: str) -> None:
    node = tree
    for position, segment in enumerate(path[:-1]):
        child = node.setdefault(_name(node, segment, path[position + 1 :]), {})
        if isinstance(child, str):
            raise _ambiguous(key)
        node = child
    last = _name(node, path[-1], [])
    if isinstance(node.get(last), dict):
        raise _ambiguous(key)
    node[last] = value


def _ambiguous(key: str) -> StripeError:
    return StripeError(f"Invalid request: '{key}' is given both as a value and as an object.", param=key)


def _name(node: Tree, segment: str, rest: list[str]) -> str:
    """The key a segment stands for: `[]` is the next element, or the last while it lacks what comes next."""
    if segment:
        return segment
    last = str(len(node) - 1)
    if rest and last in node and not _has(node[last], rest):
        return last
    return str(len(node))


def _has(element: str | Tree, path: list[str]) -> bool:
    for segment in path:
        if not isinstance(element, dict) or segment not in element:
            return False
        element = element[segment]
    return True
