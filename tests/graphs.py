"""Reading the JSON-LD of a page as a search engine would."""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from tests.vocabulary import faults_in


def graph_of(client: Client, url: str) -> dict[str, Any]:
    """Return the one graph of a page, which says nothing that schema.org does not know."""
    answer = client.get(url)
    assert answer.status_code == 200
    scripts = BeautifulSoup(answer.content, "html.parser").select('script[type="application/ld+json"]')
    assert len(scripts) == 1
    graph: dict[str, Any] = json.loads(scripts[0].string or "")
    faults = faults_in(graph)
    assert faults == [], faults
    return graph


def the(graph: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the only node of this type at the top of the graph."""
    found = [node for node in graph["@graph"] if kind in (node["@type"], *_list(node["@type"]))]
    assert len(found) == 1, [node["@type"] for node in graph["@graph"]]
    return found[0]


def kinds_in(graph: dict[str, Any]) -> set[str]:
    """Return the types at the top of the graph."""
    return {kind for node in graph["@graph"] for kind in _list(node["@type"])}


def _list(kind: str | list[str]) -> list[str]:
    return kind if isinstance(kind, list) else [kind]
