"""Nodes of a graph, and the script element that carries them.

Pure dictionaries: every room describes its own things with `node`, and `as_script` writes them into the page.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

type Node = dict[str, Any]

# Inside <script>, only "</script" and "<!--" are dangerous; without these three signs neither can be written.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def node(kind: str | list[str], /, *, id: str = "", **properties: Any) -> Node:  # noqa: A002 - JSON-LD's own word
    """Return a node of a schema.org type (or several); properties without a value are left out.

    Zero and False are values: a shipping fee of 0 yen is worth saying.
    """
    said = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **({"@id": id} if id else {}), **said}


def reference(node_id: str) -> Node:
    """Return what stands for another node of the graph."""
    return {"@id": node_id}


def as_script(nodes: Iterable[Node]) -> SafeString:
    """Return the graph as a data block, without repeated nodes (the first one wins).

    Browsers do not execute a script element of this type, so a Content-Security-Policy without 'unsafe-inline'
    lets it stand (HTML, "prepare the script element": a data block returns before the policy is asked).
    """
    unique: dict[str, Node] = {}
    for place, each in enumerate(nodes):
        unique.setdefault(each.get("@id", f"_:{place}"), each)
    graph = {"@context": "https://schema.org", "@graph": list(unique.values())}
    data = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 - escaped above
