"""The configuration for OpenSearch, as data and as it would be sent to a server. No server is asked."""

import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from modelsearch.query import Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from articles.article.models import ArticlePage
from japanese_search.opensearch import opensearch_backend

BACKEND = "japanese_search.backends.opensearch"
GROUPS = "tests.japanese_search.test_opensearch.groups"


def groups() -> list[list[str]]:
    return [["坐骨神経痛", "座骨神経痛"]]


class FakeClient:
    """Keeps what it is told instead of sending it."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.indices = self

    def create(self, **kwargs: Any) -> None:
        self.sent.append(("create", kwargs))

    def put_mapping(self, **kwargs: Any) -> None:
        self.sent.append(("put_mapping", kwargs))


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    client, helpers = ModuleType("opensearchpy"), ModuleType("opensearchpy.helpers")
    client.OpenSearch, client.NotFoundError, helpers.bulk = FakeClient, KeyError, list
    monkeypatch.setitem(sys.modules, "opensearchpy", client)
    monkeypatch.setitem(sys.modules, "opensearchpy.helpers", helpers)
    built_on_it = ["modelsearch.backends.opensearch2", "modelsearch.backends.opensearch3", BACKEND]
    entry = opensearch_backend(["https://search.example:9200"], index_prefix="toelab_", synonyms=groups)
    yield get_search_backend(entry.pop("BACKEND"), **entry)
    for name in built_on_it:
        sys.modules.pop(name)


def test_the_entry_names_everything_that_wagtail_needs() -> None:
    entry = opensearch_backend(
        ["http://one:9200", "http://two:9200"], index_prefix="toelab_", synonyms=GROUPS
    )

    assert entry["BACKEND"] == BACKEND
    assert entry["URLS"] == ["http://one:9200", "http://two:9200"]
    assert entry["INDEX_PREFIX"] == "toelab_"
    assert entry["SYNONYMS"] == GROUPS
    assert json.loads(json.dumps(entry)) == entry


def test_every_analyser_normalises_and_uses_only_parts_that_exist() -> None:
    analysis = opensearch_backend([])["INDEX_SETTINGS"]["settings"]["analysis"]
    built_in_filters = {"cjk_width", "lowercase", "kuromoji_baseform"}

    for analyser in analysis["analyzer"].values():
        assert analyser["char_filter"] == list(analysis["char_filter"])
        assert analyser["tokenizer"] in {"standard", *analysis["tokenizer"]}
        assert set(analyser["filter"]) <= built_in_filters | set(analysis["filter"])
        assert {"cjk_width", "one_kana"} <= set(analyser["filter"])
    assert analysis["tokenizer"]["japanese_words"]["type"] == "kuromoji_tokenizer"
    assert analysis["analyzer"]["default"]["tokenizer"] == "japanese_words"
    assert analysis["char_filter"]["japanese_width_and_kana"]["type"] == "icu_normalizer"


def test_words_of_the_trade_go_into_the_user_dictionary() -> None:
    rule = "坐骨神経痛,坐骨 神経痛,ザコツ シンケイツウ,病名"

    tokenizer = opensearch_backend([], user_words=[rule])["INDEX_SETTINGS"]["settings"]["analysis"][
        "tokenizer"
    ]

    assert tokenizer["japanese_words"]["user_dictionary_rules"] == [rule]


def test_the_index_is_made_with_these_analysers_and_uses_them(backend: Any) -> None:
    index = backend.get_index_for_model(Page)
    index.put()
    index.add_model(ArticlePage)

    (_create, created), (_put, mapped) = backend.es.sent
    analysers = created["body"]["settings"]["analysis"]["analyzer"]
    properties = mapped["body"]["properties"]
    assert created["index"] == mapped["index"] == "toelab_wagtailcore_page"
    assert analysers["default"]["tokenizer"] == "japanese_words"
    assert analysers["edgengram_analyzer"]["char_filter"] == ["japanese_width_and_kana"]
    half_typed = properties["title_edgengrams"]
    assert half_typed["analyzer"] in analysers
    assert half_typed["search_analyzer"] in analysers
    assert "analyzer" not in properties["_all_text"]  # the default one
    assert backend.es.options["hosts"][0]["host"] == "search.example"


def test_a_search_asks_for_every_spelling_of_every_word(backend: Any) -> None:
    compiled = backend.search("座骨神経痛 L4", ArticlePage).query_compiler
    asked = json.dumps(compiled.get_query(), ensure_ascii=False)

    for spelling in ("座骨神経痛", "坐骨神経痛", "L4"):
        assert f'"{spelling}"' in asked
    assert asked.count('"must": [{"bool": {"should"') == len(compiled.remapped_fields)


def test_other_queries_pass_and_wild_ones_match_nothing(backend: Any) -> None:
    quoted = backend.search(Phrase("座骨神経痛"), ArticlePage).query_compiler
    assert "坐骨神経痛" not in json.dumps(quoted.get_query(), ensure_ascii=False)

    either = backend.search(PlainText("膝 腰", operator="or"), ArticlePage).query_compiler
    assert "must" not in either.get_inner_query()["dis_max"]["queries"][0]["bool"]

    nothing = backend.search('"', ArticlePage).query_compiler
    assert nothing.get_inner_query() == {
        "bool": {"must_not": [{"match_all": {}}] * len(nothing.remapped_fields)}
    }
