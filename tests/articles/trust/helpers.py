"""Blocks that say whom to trust and when not to read on."""

from typing import Any

from tests.articles.factories import block


def safety(*now: str, soon: tuple[str, ...] = (), consult: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a safety block in its stored form."""
    value = {
        "heading": "先に受診してほしいとき",
        "now": list(now),
        "soon": list(soon),
        "consult": list(consult),
        "note": "",
    }
    return block("safety", value)


def references(*texts: str, doi: str = "", url: str = "") -> dict[str, Any]:
    """Return a list of references in its stored form."""
    entries = [{"text": text, "doi": doi, "url": url} for text in texts]
    return block("references", {"heading": "参考文献", "entries": entries})
