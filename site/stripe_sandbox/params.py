"""Which request parameters exist, and of which type: as the installed stripe library's TypedDicts say."""

import re
import sys
import types
import typing
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, NamedTuple, NoReturn, NotRequired, Required, Union

from stripe import RequestOptions
from typing_extensions import is_typeddict

from .errors import StripeError
from .forms import Tree

MAP_KEYS, MAP_KEY_LENGTH, MAP_VALUE_LENGTH = 50, 40, 500
"""Stripe's limits for metadata, the only map of strings among the parameters."""


class Field(NamedTuple):
    """One key of a parameter object."""

    annotation: Any
    required: bool


@cache
def fields(params_type: Any) -> dict[str, Field]:
    """The keys of one of `stripe.params`' TypedDicts, without the options that travel as headers."""
    own = {k: v for k, v in params_type.__annotations__.items() if k not in RequestOptions.__annotations__}
    hints = typing.get_type_hints(
        types.SimpleNamespace(__annotations__=own),
        globalns=vars(sys.modules[params_type.__module__]),
        include_extras=True,
    )
    return {name: Field(_bare(hint), name in params_type.__required_keys__) for name, hint in hints.items()}


def check(raw: Tree, params_type: type) -> dict[str, Any]:
    """The parameters with their real types; StripeError names the first one Stripe would not take."""
    return _read_object(raw, params_type, "")


def _bare(hint: Any) -> Any:
    while typing.get_origin(hint) in (NotRequired, Required):
        hint = typing.get_args(hint)[0]
    return hint


def _read(value: str | Tree, annotation: Any, path: str) -> Any:
    origin = typing.get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _read_union(value, typing.get_args(annotation), path)
    if origin is list:
        return _read_list(value, typing.get_args(annotation)[0], path)
    if origin is dict:
        return _read_map(value, path)
    if is_typeddict(annotation):
        return _read_object(value, annotation, path)
    return _read_scalar(value, annotation, path)


def _read_union(value: str | Tree, arms: tuple[Any, ...], path: str) -> Any:
    """The library writes `Literal[…] | str` for a closed set, and adds Literal[''] to what may be unset."""
    choices = [c for arm in arms if typing.get_origin(arm) is Literal for c in typing.get_args(arm)]
    if value == "" and "" in choices:
        return ""
    if any(choices):
        return _read_scalar(value, Literal[tuple(choices)], path)
    rest = [arm for arm in arms if _is_plain(arm)]
    fitting = [arm for arm in rest if _holds_others(arm) == isinstance(value, dict)]
    return _read(value, (fitting or rest)[0], path)


def _is_plain(annotation: Any) -> bool:
    """Whether a request can carry it: choices are dealt with before, the library's objects never travel."""
    origin = typing.get_origin(annotation) or annotation
    return origin in (list, dict) or origin in _READERS or is_typeddict(origin)


def _holds_others(annotation: Any) -> bool:
    return typing.get_origin(annotation) in (list, dict) or is_typeddict(annotation)


def _read_list(value: str | Tree, element: Any, path: str) -> list[Any]:
    if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
        raise StripeError("Invalid array", param=path)
    ordered = sorted(value.items(), key=lambda item: int(item[0]))
    return [_read(item, element, f"{path}[{index}]") for index, (_key, item) in enumerate(ordered)]


def _read_map(value: str | Tree, path: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise StripeError("Invalid object", param=path)
    if len(value) > MAP_KEYS:
        raise StripeError(f"Metadata can have up to {MAP_KEYS} keys, not {len(value)}.", param=path)
    for key, text in value.items():
        where = f"{path}[{key}]"
        if not isinstance(text, str):
            _refuse("string", text, where)
        if len(key) > MAP_KEY_LENGTH:
            raise StripeError(f"Metadata keys can have up to {MAP_KEY_LENGTH} characters.", param=where)
        if len(text) > MAP_VALUE_LENGTH:
            raise StripeError(
                f"Metadata values can have up to {MAP_VALUE_LENGTH} characters, but you passed in a value"
                f" that is {len(text)} characters.",
                param=where,
            )
    return {key: text for key, text in value.items() if isinstance(text, str)}


def _read_object(value: str | Tree, params_type: type, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise StripeError("Invalid object", param=path)
    known = fields(params_type)
    for name in value:
        if name not in known:
            where = _join(path, name)
            raise StripeError(f"Received unknown parameter: {where}", code="parameter_unknown", param=where)
    for name, field in known.items():
        if field.required and name not in value:
            where = _join(path, name)
            raise StripeError(f"Missing required param: {where}.", code="parameter_missing", param=where)
    return {name: _read(item, known[name].annotation, _join(path, name)) for name, item in value.items()}


def _join(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _read_scalar(value: str | Tree, annotation: Any, path: str) -> Any:
    if not isinstance(value, str):
        _refuse("string", value, path)
    if value == "":
        raise StripeError(
            f"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a"
            f" parameter; however '{path}' cannot be unset. You should remove '{path}' from your request or"
            " supply a non-empty value.",
            code="parameter_invalid_empty",
            param=path,
        )
    if typing.get_origin(annotation) is Literal:
        return _read_choice(value, [c for c in typing.get_args(annotation) if c], path)
    return _READERS[annotation](value, path)


def _read_choice(value: str, choices: list[str], path: str) -> str:
    if value not in choices:
        listed = choices[0] if len(choices) == 1 else f"one of {', '.join(choices[:-1])}, or {choices[-1]}"
        raise StripeError(f"Invalid {path}: must be {listed}", param=path)
    return value


def _read_int(value: str, path: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", value):
        _refuse("integer", value, path, code="parameter_invalid_integer")
    return int(value)


def _read_bool(value: str, path: str) -> bool:
    if value not in ("true", "false"):
        _refuse("boolean", value, path)
    return value == "true"


def _read_decimal(value: str, path: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        _refuse("decimal", value, path)


def _read_text(value: str, path: str) -> str:
    if "\x00" in value:
        _refuse("string", value, path)
    return value


def _refuse(expected: str, value: str | Tree, path: str, *, code: str | None = None) -> NoReturn:
    raise StripeError(f"Invalid {expected}: {value}", code=code, param=path)


_READERS = {int: _read_int, bool: _read_bool, Decimal: _read_decimal, str: _read_text}
