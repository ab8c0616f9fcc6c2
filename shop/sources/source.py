"""The source of a click, as it travels in links: `?f=<page>.<block>[.<rule>]`.

It names a place on the site, never a visitor. Whatever arrives from outside is read tolerantly: text that is
not a source is no source, not an error.
"""

import re
from dataclasses import dataclass
from typing import Self

PARAMETER = "f"
MAX_LENGTH = 120

_PART = "[A-Za-z0-9_-]{1,40}"
_SHAPE = re.compile(rf"(?P<page>[1-9][0-9]{{0,9}})\.(?P<block>{_PART})(?:\.(?P<rule>{_PART}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """One place on the site: page id, block id (or a fixed name such as "hero") and, if any, rule key."""

    page: int
    block: str
    rule: str = ""

    def __post_init__(self) -> None:
        match = _SHAPE.fullmatch(str(self))
        if not match or (match["block"], match["rule"] or "") != (self.block, self.rule):
            raise ValueError(f"Not a source: {str(self)!r}.")

    def __str__(self) -> str:
        return ".".join(str(part) for part in (self.page, self.block, self.rule) if part)

    @property
    def query(self) -> str:
        """The query string for a link: "f=12.ab3" (no leading question mark)."""
        return f"{PARAMETER}={self}"

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """Return the source written in `text`, or None for anything else (missing, too long, garbage)."""
        if not text or len(text) > MAX_LENGTH:
            return None
        match = _SHAPE.fullmatch(text)
        return cls(int(match["page"]), match["block"], match["rule"] or "") if match else None
