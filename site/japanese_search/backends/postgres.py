"""PostgreSQL: the GIN index finds pages that hold all tokens, the stored text decides about their sequence.

A tsvector keeps at most 255 positions per token and none above 16,383, so its own phrase search overlooks what
stands late in a long article. wagtailsearch keeps the indexed text beside the vectors; there a phrase is a
substring.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Concat
from modelsearch.backends.database.postgres.postgres import (
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.query import And, Not, Or

from japanese_search.backends.common import JapaneseBackendMixin, JapaneseIndexMixin
from japanese_search.query import TokenPhrase

TITLE_WEIGHT = 10.0
"""ts_rank stays below 1 for a single text: a title hit outranks any number of hits in the body."""

# A space on both sides of every token; two between title and body, so that no phrase reaches across.
INDEXED_TOKENS = Concat(
    Value(" "),
    F("index_entries__title_text"),
    Value("  "),
    F("index_entries__body_text"),
    Value(" "),
    output_field=TextField(),
)


class JapanesePostgresQueryCompiler(PostgresSearchQueryCompiler):
    """Compiles token phrases."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        """Return the tsquery of `query`: of a phrase, all its tokens in any sequence."""
        if not isinstance(query, TokenPhrase):
            return super().build_tsquery_content(query, config=config, invert=invert)
        *first, last = (f"'{token}'" for token in query.tokens)
        # Excluding pages takes the exact sequence: having all tokens is no reason to leave one out.
        operator = " <-> " if invert else " & "
        tsquery = operator.join([*first, f"{last}:*" if query.prefix else last])
        return SearchQuery(tsquery, search_type="raw", config=config, invert=invert)

    def get_fields_vectors(self, search_query: Any) -> list[tuple[F, Any]]:
        """Return the indexed columns: the index knows two, every field but the title is in the body."""
        columns = {"title" if name == "title" else "body" for name in self.fields}
        return [
            pair for pair in self.get_index_vectors(search_query) if pair[0].name.split("__")[1] in columns
        ]

    def _build_rank_expression(self, vectors: Any, config: Any) -> Any:
        tsquery = self.build_tsquery(self.query, config=config)
        title_norm, title_weight = F("index_entries__title_norm"), TITLE_WEIGHT
        ranks = [
            SearchRank(vector, tsquery, weights=self.sql_weights)
            * (title_norm * title_weight if vector.name.endswith("__title") else 1.0)
            for vector, _boost in vectors
        ]
        return sum(ranks[1:], start=ranks[0])

    def _apply_ordering_and_scoring(self, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        found = queryset.alias(indexed_tokens=INDEXED_TOKENS).filter(in_sequence(self.query))
        return super()._apply_ordering_and_scoring(found, *args, **kwargs)


class JapanesePostgresAutocompleteCompiler(JapanesePostgresQueryCompiler):
    """The same search; its own class tells the backend that the last word may be half typed."""


class JapanesePostgresIndex(JapaneseIndexMixin, PostgresIndex):
    """An index of tokens."""


class JapanesePostgresBackend(JapaneseBackendMixin, PostgresSearchBackend):
    """Japanese search on PostgreSQL. Tokens are no words of a language, so they are neither stemmed nor dropped."""

    index_class = JapanesePostgresIndex
    query_compiler_class = JapanesePostgresQueryCompiler
    autocomplete_query_compiler_class = JapanesePostgresAutocompleteCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple"} | params)


def in_sequence(query: Any) -> Q:
    """Return the condition that the phrases of `query` stand in the indexed tokens."""
    if isinstance(query, TokenPhrase):
        return Q(indexed_tokens__contains=f" {query.query_string}{'' if query.prefix else ' '}")
    if isinstance(query, Not):
        return ~in_sequence(query.subquery)
    if isinstance(query, And | Or):
        conditions = [in_sequence(part) for part in query.subqueries]
        return Q(*conditions, _connector=Q.OR if isinstance(query, Or) else Q.AND)
    return Q()


SearchBackend = JapanesePostgresBackend
