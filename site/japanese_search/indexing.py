"""Cuts what is indexed into tokens on its way into the index.

Done here, not in each model's `search_fields`, so that it covers every indexed model, Wagtail's own (images,
documents, users) included, and models keep saying only what is searchable.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField

from japanese_search.tokens import Tokenizer

_MISSING = "None"
"""What Wagtail's blocks return for a text that is null in the stored data."""


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts inside what a search field returns: text, a number, or lists and dicts of them."""
    if isinstance(value, str):
        if value != _MISSING:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from texts_of(item)
    elif value is not None:
        yield str(value)


def searchable_text(obj: Any, *, without: Container[str] = ()) -> str:
    """Return the text that a search in `obj` looks through, one value to a line, except some fields by name."""
    fields = [field for field in obj.get_searchable_search_fields() if field.field_name not in without]
    return "\n".join(text for field in fields for text in texts_of(field.get_value(obj)) if text.strip())


class TokenField(SearchField):
    """Stands for another search field and returns its value as tokens with spaces between them."""

    def __init__(self, field: BaseField, tokenizer: Tokenizer) -> None:
        super().__init__(field.field_name, boost=getattr(field, "boost", None), **field.kwargs)
        self._field = field
        self._tokenizer = tokenizer

    def get_value(self, obj: Any) -> str:
        """Return the tokens of the field of `obj`."""
        value = self._field.get_value(_behind(obj))
        return " ".join(self._tokenizer.index("\n".join(texts_of(value))))


class TokenRelatedFields(RelatedFields):
    """Stands for RelatedFields whose own fields return tokens."""

    def get_value(self, obj: Any) -> Any:
        """Return the related objects of `obj` as they are: only their fields change."""
        return super().get_value(_behind(obj))


class TokenView:
    """An object as the indexer sees it: with its key and with search fields that return tokens."""

    def __init__(self, obj: Any, tokenizer: Tokenizer) -> None:
        self.obj = obj
        self.pk = obj.pk
        self._tokenizer = tokenizer

    def get_search_fields(self) -> list[TokenField | TokenRelatedFields]:
        """Return a stand-in for each search field of the object."""
        return _token_fields(self.obj.get_search_fields(), self._tokenizer)


def _token_fields(fields: Iterable[Any], tokenizer: Tokenizer) -> list[TokenField | TokenRelatedFields]:
    """Return the stand-ins.

    An AutocompleteField becomes a search field as well, unless there is one of its name: parts of words are
    found anyhow, so one index serves both ways of searching and a model that names only AutocompleteFields is
    searchable too.
    """
    fields = list(fields)
    names = {field.field_name for field in fields if isinstance(field, SearchField)}
    searched = [
        field
        for field in fields
        if isinstance(field, SearchField)
        or (isinstance(field, AutocompleteField) and field.field_name not in names)
    ]
    related = [
        TokenRelatedFields(field.field_name, _token_fields(field.fields, tokenizer))
        for field in fields
        if isinstance(field, RelatedFields)
    ]
    return [*(TokenField(field, tokenizer) for field in searched), *related]


def _behind(obj: Any) -> Any:
    return obj.obj if isinstance(obj, TokenView) else obj
