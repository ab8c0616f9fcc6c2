"""List answers: newest first, a page at a time, with Stripe's cursors and date filters."""

import json
from typing import Any

from .errors import StripeError, missing
from .storage import Body
from .work import Work

DEFAULT_LIMIT, MAX_LIMIT = 10, 100
_COMPARE = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class Query:
    """Which objects of one kind are wanted. Conditions are added before the page is read."""

    def __init__(self, kind: str, *, parent: str | None = None, oldest_first: bool = False):
        self._kind = kind
        self._oldest_first = oldest_first
        self._conditions = ["kind = ?"]
        self._args: list[Any] = [kind]
        if parent:
            self.where("parent = ?", parent)

    def where(self, condition: str, *args: Any) -> None:
        """Add an SQL condition on the table `object`; values go into `args`, never into the text."""
        self._conditions.append(condition)
        self._args += args

    def created(self, wanted: dict[str, int] | int | None) -> None:
        """The `created` parameter: a moment, or bounds such as `{"gte": …}`."""
        if isinstance(wanted, int):
            self.where("created = ?", wanted)
        for name, moment in (wanted if isinstance(wanted, dict) else {}).items():
            self.where(f"created {_COMPARE[name]} ?", moment)

    def page(self, work: Work, params: dict[str, Any], url: str) -> Body:
        """The list object that answers `limit`, `starting_after` and `ending_before`."""
        limit = _limit(params)
        forward = self._oldest_first
        backwards = "ending_before" in params
        if backwards and "starting_after" in params:
            raise StripeError("You cannot pass both starting_after and ending_before.", param="ending_before")
        for name in ("starting_after", "ending_before"):
            if name in params:
                cursor = self._position(work, params[name], name)
                self.where(f"seq {'>' if forward != backwards else '<'} ?", cursor)
        order = "ASC" if forward != backwards else "DESC"
        where = " AND ".join(self._conditions)
        rows = work.tx.execute(
            f"SELECT body FROM object WHERE {where} ORDER BY seq {order} LIMIT ?",  # noqa: S608 - values are bound
            (*self._args, limit + 1),
        ).fetchall()
        found = [work.shown(json.loads(body)) for (body,) in rows[:limit]]
        if backwards:
            found.reverse()
        return {"object": "list", "data": found, "has_more": len(rows) > limit, "url": url}

    def _position(self, work: Work, object_id: str, param: str) -> int:
        row = work.tx.execute(
            "SELECT seq FROM object WHERE id = ? AND kind = ?", (object_id, self._kind)
        ).fetchone()
        if row is None:
            raise missing(self._kind, object_id, param, status=400)
        return row[0]


def _limit(params: dict[str, Any]) -> int:
    limit = params.get("limit", DEFAULT_LIMIT)
    if not 1 <= limit <= MAX_LIMIT:
        bound = f"less than or equal to {MAX_LIMIT}" if limit > MAX_LIMIT else "greater than or equal to 1"
        raise StripeError(f"This value must be {bound}.", code="parameter_invalid_integer", param="limit")
    return limit
