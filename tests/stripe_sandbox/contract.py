"""Does a piece of JSON fit Stripe's own description of it?

Two descriptions are at hand: the types of the installed stripe library, always at the pinned API version, and
Stripe's OpenAPI when the environment variable STRIPE_OPENAPI names a file with it. Each function lists
complaints such as `line_items[0].quantity: '2' is not an int`; an empty list means that it fits.

    assert request_faults(sent, SessionCreateParams) == []
    assert answer_faults(received, stripe.checkout.Session) == []
"""

import builtins
import functools
import json
import os
import types
import typing
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NotRequired, Required, Union

import stripe
from typing_extensions import is_typeddict

OPENAPI_VARIABLE = "STRIPE_OPENAPI"


def request_faults(params: Mapping[str, Any], params_type: type) -> list[str]:
    """Compare parameters, as they are given to the client, with one of `stripe.params`' types."""
    return list(_faults(params, params_type, ""))


def answer_faults(body: Mapping[str, Any], answer_type: type[stripe.StripeObject]) -> list[str]:
    """Compare an answer's JSON with one of the library's classes, expanded objects included."""
    return list(_faults(body, answer_type, ""))


def openapi_faults(body: Mapping[str, Any], schema: str) -> list[str]:
    """Compare an answer's JSON with a schema of Stripe's OpenAPI, such as `checkout.session`."""
    return [f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(body)]


class _StripeNames(dict[str, Any]):
    """The names the library's annotations leave to be found: its classes, some with `Resource` behind."""

    def __missing__(self, name: str) -> Any:
        short = name.removesuffix("Resource")
        issuing = getattr(stripe.issuing, short.removeprefix("Issuing"), None)
        found = getattr(stripe, short, None) or issuing
        if found is None or hasattr(builtins, name):
            raise KeyError(name)
        return found


@functools.cache
def _hints(described: Any) -> dict[str, Any]:
    names = _StripeNames(StripeContext=object, Mapping=Mapping)
    hints = typing.get_type_hints(described, localns=names, include_extras=True)
    skipped = stripe.RequestOptions.__annotations__ if is_typeddict(described) else ("deleted",)
    return {
        name: hint
        for name, hint in hints.items()
        if not name.startswith("_") and name not in skipped and typing.get_origin(hint) is not typing.ClassVar
    }


def _faults(value: Any, annotation: Any, path: str) -> Iterator[str]:
    while typing.get_origin(annotation) in (NotRequired, Required):
        annotation = typing.get_args(annotation)[0]
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is Any:
        return
    if origin in (Union, types.UnionType):
        yield from _union_faults(value, args, path)
    elif origin is Literal:
        if value not in args:
            yield f"{path}: {value!r} is none of {', '.join(map(str, args))}"
    elif origin is list:
        yield from _list_faults(value, args[0], path)
    elif origin is dict or (origin and issubclass(origin, stripe.StripeObject)):
        yield from _container_faults(value, origin, args, path)
    elif is_typeddict(annotation) or issubclass(annotation, stripe.StripeObject):
        yield from _object_faults(value, annotation, path)
    elif not _is_scalar(value, annotation):
        yield f"{path}: {value!r} is not {annotation.__name__}"


def _union_faults(value: Any, arms: tuple[Any, ...], path: str) -> Iterator[str]:
    """The library widens closed sets to `Literal[…] | str`; here they stay closed, or any typo would fit."""
    closed = [arm for arm in arms if typing.get_origin(arm) is Literal]
    if any(choice for arm in closed for choice in typing.get_args(arm)):
        arms = tuple(arm for arm in arms if arm is not str)
    if isinstance(value, Mapping) and "object" in value:
        named = [arm for arm in arms if getattr(arm, "OBJECT_NAME", None) == value["object"]]
        arms = tuple(named) or arms
    each = [list(_faults(value, arm, path)) for arm in arms]
    yield from min(each, key=len)


def _list_faults(value: Any, element: Any, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path}: {value!r} is not a list"
        return
    for index, item in enumerate(value):
        yield from _faults(item, element, f"{path}[{index}]")


def _container_faults(value: Any, origin: Any, args: tuple[Any, ...], path: str) -> Iterator[str]:
    """Maps, and the library's two generic classes: a list of objects, and an object without known keys."""
    if not isinstance(value, Mapping):
        yield f"{path}: {value!r} is not an object"
    elif origin is stripe.ListObject:
        for name in ("object", "data", "has_more", "url"):
            if name not in value:
                yield f"{path}.{name}: missing"
        yield from _list_faults(value.get("data"), args[0], f"{path}.data")
    else:
        for key, item in value.items():
            yield from _faults(item, args[-1], f"{path}.{key}")


def _object_faults(value: Any, described: Any, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{path}: {value!r} is not an object"
        return
    hints = _hints(described)
    for name in value.keys() - hints.keys():
        yield f"{path}.{name}".lstrip(".") + ": unknown"
    for name, hint in hints.items():
        where = f"{path}.{name}".lstrip(".")
        if name in value:
            yield from _faults(value[name], hint, where)
        elif _is_required(described, name, hint):
            yield f"{where}: missing"


def _is_required(described: Any, name: str, hint: Any) -> bool:
    if is_typeddict(described):
        return name in described.__required_keys__
    return type(None) not in typing.get_args(hint)


def _is_scalar(value: Any, annotation: type) -> bool:
    if annotation is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if annotation is Decimal:
        return isinstance(value, (Decimal, str)) and Decimal(value).is_finite()
    return isinstance(value, annotation)


@functools.cache
def _validator(schema: str) -> Any:
    from openapi_schema_validator import OAS30Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    document = json.loads(Path(os.environ[OPENAPI_VARIABLE]).read_text())
    registry = Registry().with_resource("stripe:", DRAFT4.create_resource(document))
    return OAS30Validator({"$ref": f"stripe:#/components/schemas/{schema}"}, registry=registry)
