"""What one endpoint of the API is made of."""

from collections.abc import Callable
from typing import Any, NamedTuple

from .storage import Body
from .work import Work

type Params = dict[str, Any]


class Endpoint(NamedTuple):
    """`params` is the library's own type for the request; `run` takes the work, the parameters and the id."""

    method: str
    path: str
    params: type
    run: Callable[[Work, Params, str], Body]
