"""SQLite: FTS5 phrases over tokens, ranked by FTS5's own bm25 with a weight for titles."""

from typing import Any

from django.db.models import FloatField, Func, Value
from modelsearch.backends.database.sqlite.query import SearchQueryExpression, SQLiteFTSIndexEntry
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)

from japanese_search.backends.common import JapaneseBackendMixin, JapaneseIndexMixin
from japanese_search.query import TokenPhrase

TITLE_WEIGHT = 1000.0
"""bm25 levels off after a few occurrences, so only a weight of this size keeps title hits in front."""


class TitleFirstRank(Func):
    """FTS5's bm25 (smaller is better), weighted in the order of the table's columns: autocomplete, body, title."""

    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, list[float]]:
        return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, %s, %s, %s)", [0.0, 1.0, TITLE_WEIGHT]


class JapaneseSQLiteQueryCompiler(SQLiteSearchQueryCompiler):
    """Compiles token phrases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The index knows two columns; every field but the title is in the body.
        if self.fields is not None:
            self.fields = sorted({"title" if name == "title" else "body" for name in self.fields})

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """Return the FTS5 expression of `query`."""
        if isinstance(query, TokenPhrase):
            return SearchQueryExpression(Value(f'"{query.query_string}"{"*" if query.prefix else ""}'))
        return super().build_search_query_content(query, config=config)

    def _build_rank_expression(self, vectors: Any, config: Any) -> TitleFirstRank:
        # One bm25 over the whole expression; sums and products of several say nothing, for they are negative.
        return TitleFirstRank()


class JapaneseSQLiteAutocompleteCompiler(JapaneseSQLiteQueryCompiler):
    """The same search; its own class tells the backend that the last word may be half typed."""


class JapaneseSQLiteIndex(JapaneseIndexMixin, SQLiteIndex):
    """An index of tokens."""


class JapaneseSQLiteBackend(JapaneseBackendMixin, SQLiteSearchBackend):
    """Japanese search on SQLite."""

    index_class = JapaneseSQLiteIndex
    query_compiler_class = JapaneseSQLiteQueryCompiler
    autocomplete_query_compiler_class = JapaneseSQLiteAutocompleteCompiler


SearchBackend = JapaneseSQLiteBackend
