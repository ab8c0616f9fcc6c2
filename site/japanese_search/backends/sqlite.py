"""SQLite: FTS5 phrases over tokens, ranked by FTS5's own bm25 with a weight for titles."""

from copy import copy
from typing import Any

from django.db.models import FloatField, Func, Value
from modelsearch.backends.database.sqlite.query import (
    MatchExpression,
    SearchQueryExpression,
    SQLiteFTSIndexEntry,
    normalize,
)
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks

from japanese_search.backends.common import JapaneseBackendMixin, JapaneseIndexMixin
from japanese_search.query import TokenPhrase

TITLE_WEIGHT = 1000.0
"""bm25 levels off after a few occurrences, so only a weight of this size keeps title hits in front."""


class TitleFirstRank(Func):
    """FTS5's bm25 (smaller is better), weighted in the order of the table's columns: autocomplete, body, title."""

    output_field = FloatField()

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        """Return the call, with the weights as parameters."""
        return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, %s, %s, %s)", [0.0, 1.0, TITLE_WEIGHT]


class JapaneseSQLiteQueryCompiler(SQLiteSearchQueryCompiler):
    """Compiles token phrases."""

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """Return the FTS5 expression of `query`."""
        if isinstance(query, TokenPhrase):
            return SearchQueryExpression(Value(f'"{query.query_string}"{"*" if query.prefix else ""}'))
        return super().build_search_query_content(query, config=config)

    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> Any:
        """Return the matching objects in the queryset's own order, without scores."""
        unranked = copy(self)
        unranked.order_by_relevance = False
        unranked.fields = self._columns()
        return super(JapaneseSQLiteQueryCompiler, unranked).search(config, start, stop)

    def scores(self, config: Any) -> dict[str, float]:
        """Return the rank of each matching object by its id as text; smaller is better.

        One pass over the matches. As a subquery for each row, bm25 would read all matches again for every row.
        """
        query = normalize(self.query)
        if isinstance(query, MatchAll | Not):
            return {}
        match = MatchExpression(self._columns(), self.build_search_query(query, config))
        content_types = get_descendants_content_types_pks(self.queryset.model)
        entries = SQLiteFTSIndexEntry.objects.filter(match, index_entry__content_type__in=content_types)
        return dict(entries.values_list("index_entry__object_id", TitleFirstRank()))

    def _columns(self) -> list[str]:
        """Return the indexed columns to look in: there are two, every field but the title is in the body."""
        if self.fields is None:
            return ["title", "body"]
        return sorted({"title" if name == "title" else "body" for name in self.fields})


class JapaneseSQLiteAutocompleteCompiler(JapaneseSQLiteQueryCompiler):
    """The same search; its own class tells the backend that the last word may be half typed."""


class JapaneseSQLiteResults(SQLiteSearchResults):
    """Ranks outside the database, then fetches the part that is asked for."""

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if not compiler.order_by_relevance and not self._score_field:
            return list(self.get_queryset())
        config = compiler.get_config(self.backend)
        scores = compiler.scores(config)
        matching = compiler.search(config, None, None)
        if compiler.order_by_relevance:
            keys = sorted(
                matching.order_by("-pk").values_list("pk", flat=True), key=lambda pk: scores.get(str(pk), 0.0)
            )
        else:
            keys = list(matching.values_list("pk", flat=True))
        wanted = keys[self.start : self.stop]
        found = {thing.pk: thing for thing in compiler.queryset.order_by().filter(pk__in=wanted)}
        if self._score_field:
            for pk, thing in found.items():
                setattr(thing, self._score_field, scores.get(str(pk)))
        return [found[pk] for pk in wanted if pk in found]


class JapaneseSQLiteIndex(JapaneseIndexMixin, SQLiteIndex):
    """An index of tokens."""


class JapaneseSQLiteBackend(JapaneseBackendMixin, SQLiteSearchBackend):
    """Japanese search on SQLite."""

    index_class = JapaneseSQLiteIndex
    results_class = JapaneseSQLiteResults
    query_compiler_class = JapaneseSQLiteQueryCompiler
    autocomplete_query_compiler_class = JapaneseSQLiteAutocompleteCompiler


SearchBackend = JapaneseSQLiteBackend
