"""What has been made so far, by kind and slug: how the YAML's names find their ids."""

from collections import defaultdict
from typing import Any

from toelab.demo.errors import DemoError
from toelab.demo.files import alternative_texts


class Registry:
    """Remembers objects; `look_up` is what BlockData asks."""

    def __init__(self) -> None:
        self._made: dict[str, dict[str, Any]] = defaultdict(dict)

    def add(self, kind: str, slug: str, thing: Any) -> Any:
        """Remember `thing` and return it. DemoError when the name is taken."""
        if slug in self._made[kind]:
            raise DemoError(f"two {kind}s are called {slug!r}")
        self._made[kind][slug] = thing
        return thing

    def get(self, kind: str, slug: str) -> Any:
        """Return the object; DemoError when there is none."""
        try:
            return self._made[kind][slug]
        except KeyError:
            raise DemoError(f"no {kind} is called {slug!r}") from None

    def all(self, kind: str) -> dict[str, Any]:
        """All objects of a kind by slug, in the order in which they were made."""
        return self._made[kind]

    def look_up(self, kind: str, slug: str) -> Any:
        """Return the id of the object, or for "alt" the alternative text of a drawing."""
        if kind == "alt":
            return alternative_texts()[slug]["alt"]
        return self.get(kind, slug).pk
