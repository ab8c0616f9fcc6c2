"""A reader's answers as they travel in the address of a page: `?start=<condition>.<condition>`.

A form sends one field for each question ("start1", "start2" …), because a group of radio buttons needs a name of
its own; all of them are read alike. What arrives from outside is never an error. Pure, no Django.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from articles.where_to_start.rules import Answers, Condition

PARAMETER = "start"
SEPARATOR = "."
NOBODY: Answers = frozenset()


class Query(Protocol):
    """The part of Django's QueryDict that is needed here."""

    def lists(self) -> Iterable[tuple[str, list[str]]]:
        """Return every parameter with all its values."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader answered; `understood` is False for conditions nobody asked about or that exclude each other."""

    answers: Answers
    understood: bool = True


def _is_ours(name: str) -> bool:
    return (name.startswith(PARAMETER) and name.removeprefix(PARAMETER).isdigit()) or name == PARAMETER


def is_answered(query: Query) -> bool:
    """Whether the address asks for an answer at all."""
    return any(_is_ours(name) for name, _values in query.lists())


def given(query: Query, conditions: Sequence[Condition]) -> Given | None:
    """Return the answers in `query`, or None when it asks for none.

    Answers that no reader can give count as none of the conditions: the default is never wrong.
    """
    if not is_answered(query):
        return None
    values = [value for name, values in query.lists() if _is_ours(name) for value in values]
    keys = {key for value in values for key in value.split(SEPARATOR) if key}
    held = [condition for condition in conditions if condition.key in keys]
    topics = [condition.topic for condition in held if condition.topic]
    if len(held) != len(keys) or len(topics) != len(set(topics)):
        return Given(NOBODY, understood=False)
    return Given(frozenset(keys))


def query_of(answers: Answers) -> str:
    """Return the shortest query string that asks for the answer to `answers`: "start=ab12.cd34"."""
    return f"{PARAMETER}={SEPARATOR.join(sorted(answers))}"


def field_names(conditions: Sequence[Condition]) -> Mapping[str, str]:
    """Return topic → name of the form field of its question, in the order of the text; "" holds the free ones."""
    topics = dict.fromkeys(condition.topic for condition in conditions if condition.topic)
    return {topic: f"{PARAMETER}{number}" for number, topic in enumerate(topics, start=1)} | {"": PARAMETER}
