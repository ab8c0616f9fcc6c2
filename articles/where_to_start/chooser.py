"""The chooser below the text: questions, and the answer when the address of the page asks for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from articles.where_to_start.answer import Answer, Surroundings, answer_for
from articles.where_to_start.answers import given
from articles.where_to_start.as_rules import rules_of
from articles.where_to_start.questions import Question, questions_of
from articles.where_to_start.rules import conditions_of


@dataclass(frozen=True, slots=True)
class Chooser:
    """What the template draws; `answer` is None until somebody asks, or when nothing can be recommended to them."""

    questions: list[Question]
    answer: Answer | None
    asked: bool


def chooser_for(value: Mapping[str, Any], query: QueryDict | None, place: Surroundings) -> Chooser:
    """Return the chooser of the recommendation `value` on a page that was asked for with `query`."""
    rules = rules_of(value)
    conditions = conditions_of(rules)
    reply = given(query, conditions) if query else None
    return Chooser(
        questions=questions_of(value, conditions, reply.answers if reply else None),
        answer=answer_for(value, rules, reply, place) if reply else None,
        asked=reply is not None,
    )
