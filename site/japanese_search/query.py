"""Turns what was typed into a query of token phrases, the only kind that the database backends compile."""

from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from japanese_search.tokens import Tokenizer
from japanese_search.words import MAX_QUERY, MAX_WORDS, Synonyms, words_of

MATCH_NOTHING = Not(MatchAll())


class TokenPhrase(Phrase):
    """Tokens that follow each other; of the last one perhaps only the beginning. Letters and digits only."""

    def __init__(self, tokens: list[str], *, prefix: bool = False) -> None:
        super().__init__(" ".join(tokens))
        self.tokens = tokens
        self.prefix = prefix


class QueryMaker:
    """Makes one query; all its parts together get MAX_WORDS words.

    `half_typed` lets the last word of each text be only the beginning of a word, as while typing.
    """

    def __init__(self, tokenizer: Tokenizer, synonyms: Synonyms, *, half_typed: bool = False) -> None:
        self._tokenizer = tokenizer
        self._synonyms = synonyms
        self._half_typed = half_typed
        self._words_left = MAX_WORDS

    def make(self, query: SearchQuery) -> SearchQuery:
        """Return `query` in token phrases; MATCH_NOTHING when it holds nothing to search for."""
        return self._made(query) or MATCH_NOTHING

    def _made(self, query: SearchQuery) -> SearchQuery | None:
        if isinstance(query, PlainText):
            return self._text(query)
        if isinstance(query, Phrase):
            return self._quoted(query.query_string[:MAX_QUERY])
        if isinstance(query, Boost):
            return self._made(query.subquery)
        if isinstance(query, Not):
            negated = self._made(query.subquery)
            return negated and Not(negated)
        if isinstance(query, And | Or):
            return _joined(type(query), [self._made(part) for part in query.subqueries])
        return query

    def _text(self, query: PlainText) -> SearchQuery | None:
        words = words_of(query.query_string)[: self._words_left]
        self._words_left -= len(words)
        parts = [
            _joined(
                Or,
                [
                    self._phrase(spelling, half_typed=self._half_typed and number == len(words))
                    for spelling in self._synonyms.alternatives(word)
                ],
            )
            for number, word in enumerate(words, start=1)
        ]
        return _joined(Or if query.operator == "or" else And, parts)

    def _quoted(self, text: str) -> TokenPhrase | None:
        phrase = self._phrase(text) if self._words_left else None
        self._words_left -= phrase is not None
        return phrase

    def _phrase(self, text: str, *, half_typed: bool = False) -> TokenPhrase | None:
        tokens, is_beginning = self._tokenizer.query(text)
        return TokenPhrase(tokens, prefix=is_beginning or half_typed) if tokens else None


def _joined(kind: type[And] | type[Or], parts: list[SearchQuery | None]) -> SearchQuery | None:
    """Return the parts that are left as one query; a single part needs no joining."""
    left = [part for part in parts if part is not None]
    if len(left) < 2:
        return left[0] if left else None
    return kind(left)
