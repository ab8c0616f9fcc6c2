"""What the database backends share: options, the way into the index and the query that they compile."""

from typing import Any

from django.utils.module_loading import import_string
from modelsearch.query import PlainText

from japanese_search.indexing import TokenView
from japanese_search.query import QueryMaker
from japanese_search.tokens import Tokenizer
from japanese_search.words import Synonyms


def synonyms_from(source: Any) -> Synonyms:
    """Return the synonyms named by the option SYNONYMS.

    That is a callable without arguments or its dotted path; it is asked at each search, so edits count at once.
    Groups themselves do as well; None means that there are no synonyms.
    """
    if isinstance(source, str):
        source = import_string(source)
    return Synonyms(source() if callable(source) else source or ())


class JapaneseIndexMixin:
    """Indexes tokens instead of text."""

    backend: "JapaneseBackendMixin"

    def add_items(self, model: Any, objs: Any) -> None:
        """Put `objs`, all of one model, into the index."""
        super().add_items(model, [TokenView(obj, self.backend.tokenizer) for obj in objs])  # type: ignore[misc]


class JapaneseBackendMixin:
    """Reads the options SYNONYMS and TOKENIZER, and turns every search into token phrases."""

    def __init__(self, params: dict[str, Any]) -> None:
        params = dict(params)
        self.synonyms_source = params.pop("SYNONYMS", None)
        self.tokenizer: Tokenizer = import_string(params.pop("TOKENIZER", "japanese_search.tokens.Pairs"))()
        super().__init__(params)  # type: ignore[call-arg]

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            query = PlainText(query, operator=kwargs.pop("operator", None) or "and")
        if query is not None:
            half_typed = query_compiler_class is self.autocomplete_query_compiler_class  # type: ignore[attr-defined]
            query = QueryMaker(
                self.tokenizer, synonyms_from(self.synonyms_source), half_typed=half_typed
            ).make(query)
        return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)  # type: ignore[misc]
