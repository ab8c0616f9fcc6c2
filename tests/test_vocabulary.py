"""The check itself finds what it is there for."""

import pytest

from tests.vocabulary import faults_in


def graph(*nodes: dict) -> dict:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def test_what_schema_org_knows_has_no_fault() -> None:
    article = {"@type": "Article", "@id": "http://x/#a", "headline": "題", "author": [{"@id": "http://x/#p"}]}
    offer = {"@type": "Offer", "price": 3300, "availability": "https://schema.org/InStock"}

    assert faults_in(graph(article, {"@type": "Person", "@id": "http://x/#p", "name": "名"}, offer)) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"@type": "Artikel", "name": "題"}, "Artikel is no known type"),
        ({"@type": "Article", "headlin": "題"}, "headlin is no known property"),
        ({"@type": "Person", "headline": "題"}, "['Person'].headline"),
        ({"@type": "Article", "author": {"@type": "Place", "name": "所"}}, "author takes"),
        ({"@type": "Article", "author": [{"@id": "http://x/#nobody"}]}, "http://x/#nobody is nowhere"),
        ({"@type": "Offer", "availability": "https://schema.org/Sometimes"}, "availability takes"),
        ({"@type": "Offer", "availability": "https://schema.org/NewCondition"}, "availability takes"),
    ],
)
def test_a_fault_is_found_and_named(wrong: dict, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_in(graph(wrong))), faults_in(graph(wrong))
