"""OpenSearch: kuromoji cuts the text (japanese_search.opensearch); synonyms are applied to each search."""

from typing import Any

from modelsearch.backends.opensearch3 import (
    OpenSearch3AutocompleteQueryCompiler,
    OpenSearch3Mapping,
    OpenSearch3SearchBackend,
    OpenSearch3SearchQueryCompiler,
)
from modelsearch.query import And, MatchAll, Not, Or, Phrase, PlainText

from japanese_search.backends.common import synonyms_from
from japanese_search.opensearch import HALF_TYPED_ANALYSER
from japanese_search.words import Synonyms, words_of


class JapaneseMapping(OpenSearch3Mapping):
    """Analyses what is being typed as the index was analysed."""

    edgengram_analyzer_config = {
        "analyzer": "edgengram_analyzer",
        "search_analyzer": HALF_TYPED_ANALYSER,
    }


class JapaneseOpenSearchQueryCompiler(OpenSearch3SearchQueryCompiler):
    """Compiles for the mapping above."""

    mapping_class = JapaneseMapping


class JapaneseOpenSearchAutocompleteCompiler(OpenSearch3AutocompleteQueryCompiler):
    """Compiles for the mapping above."""

    mapping_class = JapaneseMapping


class JapaneseOpenSearchBackend(OpenSearch3SearchBackend):
    """Japanese search on OpenSearch."""

    mapping_class = JapaneseMapping
    query_compiler_class = JapaneseOpenSearchQueryCompiler
    autocomplete_query_compiler_class = JapaneseOpenSearchAutocompleteCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        params = dict(params)
        self.synonyms_source = params.pop("SYNONYMS", None)
        super().__init__(params)

    def search(self, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        """Search for each word of a text under all its spellings; other kinds of query pass unchanged."""
        if isinstance(query, str):
            query = PlainText(query, operator=kwargs.pop("operator", None) or "and")
        if isinstance(query, PlainText):
            query = with_spellings(query, synonyms_from(self.synonyms_source))
        return super().search(query, model_or_queryset, **kwargs)


def with_spellings(query: PlainText, synonyms: Synonyms) -> Any:
    """Return `query` as phrases, each word under all its spellings; without words it matches nothing."""
    words = [
        Or([Phrase(spelling) for spelling in synonyms.alternatives(word)])
        for word in words_of(query.query_string)
    ]
    if not words:
        return Not(MatchAll())
    return Or(words) if query.operator == "or" else And(words)


SearchBackend = JapaneseOpenSearchBackend
