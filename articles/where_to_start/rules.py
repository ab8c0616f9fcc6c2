"""What the recommendation is made of: conditions, rules, answers. Pure data, no Django.

A rule set is the ordered list of rules of one where-to-start block. Approaches are named by any hashable key
(the site uses page ids); their order is the site's business.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

type ApproachKey = Hashable
# The keys of the conditions that hold for one reader.
type Answers = frozenset[str]

# 2 ** 12 = 4,096 answer sets can be looked at one by one while an editor waits.
MOST_CONDITIONS = 12


class Effect(StrEnum):
    """What a rule that matches does to the recommendation."""

    REPLACE = "replace"
    ADD = "add"


class Match(StrEnum):
    """How many of a rule's conditions must hold."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a reader can say of themselves.

    Conditions with the same non-empty `topic` exclude each other. `cannot` names the approach that a reader with
    this condition must not be sent to.
    """

    key: str
    text: str
    topic: str = ""
    cannot: ApproachKey | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Approaches to recommend to readers of whom any (or all) of the conditions hold."""

    key: str
    name: str
    conditions: tuple[Condition, ...]
    approaches: tuple[ApproachKey, ...]
    effect: Effect = Effect.REPLACE
    match: Match = Match.ANY
    is_default: bool = False

    def matches(self, answers: Answers) -> bool:
        """Whether the rule speaks of a reader with these answers. A rule without conditions speaks of nobody."""
        if not self.conditions:
            return False
        held = (condition.key in answers for condition in self.conditions)
        return all(held) if self.match is Match.ALL else any(held)


def conditions_of(rules: Sequence[Rule]) -> tuple[Condition, ...]:
    """Return all conditions in the order of the text."""
    return tuple(condition for rule in rules for condition in rule.conditions)


def answer_sets(conditions: Sequence[Condition]) -> Iterator[Answers]:
    """Yield every answer that a reader can give: at most one condition of each topic, free ones on or off.

    The first is the empty answer ("none of these"). Their number is the product over topics of (conditions + 1).
    """
    topics: dict[str, list[Condition]] = {}
    for condition in conditions:
        topics.setdefault(condition.topic or f"\0{condition.key}", []).append(condition)
    choices = [[None, *(condition.key for condition in members)] for members in topics.values()]
    for chosen in product(*choices):
        yield frozenset(key for key in chosen if key is not None)
