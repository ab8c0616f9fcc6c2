"""The proof that a rule set gives every reader exactly one sensible recommendation, or who is left out and why.

All answer sets are looked at one by one (at most 4,096, see MOST_CONDITIONS), so "ok" is not an estimate.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.where_to_start.recommend import Recommendation, recommend
from articles.where_to_start.rules import (
    MOST_CONDITIONS,
    Answers,
    ApproachKey,
    Condition,
    Effect,
    Rule,
    answer_sets,
    conditions_of,
)


class Fault(StrEnum):
    """What makes a rule set unfit for publication."""

    NO_RULES = "no_rules"
    NO_DEFAULT = "no_default"
    TWO_DEFAULTS = "two_defaults"
    DEFAULT_ADDS = "default_adds"
    NO_CONDITIONS = "no_conditions"
    NO_APPROACHES = "no_approaches"
    SAME_APPROACH = "same_approach"
    SAME_CONDITION = "same_condition"
    TOO_MANY_CONDITIONS = "too_many_conditions"
    NOT_LIVE = "not_live"
    NEVER_ACTS = "never_acts"
    EMPTY_RESULT = "empty_result"
    EXCLUDED = "excluded"


class Doubt(StrEnum):
    """What an editor should look at, though it may be published."""

    LONELY_TOPIC = "lonely_topic"
    SAME_OUTCOME = "same_outcome"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or doubt: which rule, and an example reader where readers are concerned.

    `other` is the rule that speaks instead, `approach` the one that must not be recommended, `condition` the
    condition concerned; each only where the kind of problem has one.
    """

    kind: Fault | Doubt
    rule: Rule | None = None
    example: tuple[Condition, ...] | None = None
    other: Rule | None = None
    approach: ApproachKey | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the truth table."""

    answers: Answers
    recommendation: Recommendation


@dataclass(frozen=True, slots=True)
class Proof:
    """The truth table with what is wrong in it; `table` is empty when there are too many conditions to look at."""

    table: tuple[Row, ...]
    faults: tuple[Problem, ...]
    doubts: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the rule set may be published."""
        return not self.faults


def prove(rules: Sequence[Rule], live: Collection[ApproachKey] | None = None) -> Proof:
    """Look at every answer set and return the proof.

    `live` names the approaches that readers can open; None means all of them. Time grows with the number of
    answer sets times rules: 18 sets take about 0.1 ms, 4,096 sets well under a second (tests/bench).
    """
    if not rules:
        return Proof((), (Problem(Fault.NO_RULES),), ())
    faults = _shape_faults(rules, live)
    conditions = conditions_of(rules)
    keys = Counter(condition.key for condition in conditions)
    if len(conditions) > MOST_CONDITIONS or any(count > 1 for count in keys.values()):
        return Proof((), tuple(faults), ())
    table = tuple(Row(answers, recommend(rules, answers)) for answers in answer_sets(conditions))
    faults += _reader_faults(table, conditions)
    faults += _silent_rules(rules, table, conditions)
    return Proof(table, tuple(faults), tuple(_doubts(rules, conditions)))


def _shape_faults(rules: Sequence[Rule], live: Collection[ApproachKey] | None) -> list[Problem]:
    """Faults that can be seen without asking any reader."""
    faults: list[Problem] = []
    defaults = [rule for rule in rules if rule.is_default]
    if not defaults:
        faults.append(Problem(Fault.NO_DEFAULT))
    faults += [Problem(Fault.TWO_DEFAULTS, rule, other=defaults[0]) for rule in defaults[1:]]
    faults += [Problem(Fault.DEFAULT_ADDS, rule) for rule in defaults if rule.effect is Effect.ADD]
    for rule in rules:
        if not rule.conditions and not rule.is_default:
            faults.append(Problem(Fault.NO_CONDITIONS, rule))
        if not rule.approaches:
            faults.append(Problem(Fault.NO_APPROACHES, rule))
        times = Counter(rule.approaches)
        faults += [Problem(Fault.SAME_APPROACH, rule, approach=a) for a in times if times[a] > 1]
        if live is not None:
            faults += [Problem(Fault.NOT_LIVE, rule, approach=a) for a in rule.approaches if a not in live]
    faults += _repeated_conditions(rules)
    if len(conditions_of(rules)) > MOST_CONDITIONS:
        faults.append(_first_over_the_limit(rules))
    return faults


def _first_over_the_limit(rules: Sequence[Rule]) -> Problem:
    by_place = [(rule, condition) for rule in rules for condition in rule.conditions]
    rule, condition = by_place[MOST_CONDITIONS]
    return Problem(Fault.TOO_MANY_CONDITIONS, rule, condition=condition)


def _repeated_conditions(rules: Sequence[Rule]) -> list[Problem]:
    seen: dict[str, Rule] = {}
    faults = []
    for rule in rules:
        for condition in rule.conditions:
            for name in {condition.key, f"text:{condition.text.strip()}"}:
                first = seen.setdefault(name, rule)
                if first is not rule or _count(rule, condition) > 1:
                    faults.append(Problem(Fault.SAME_CONDITION, rule, other=first, condition=condition))
                    break
    return faults


def _count(rule: Rule, condition: Condition) -> int:
    return sum(c.text.strip() == condition.text.strip() or c.key == condition.key for c in rule.conditions)


def _reader_faults(table: Sequence[Row], conditions: Sequence[Condition]) -> list[Problem]:
    """One problem per deciding rule for readers who get nothing or what they ruled out, with the first such reader."""
    found: dict[tuple[Fault, str, ApproachKey | None], Problem] = {}
    for row in table:
        example = _spoken(row.answers, conditions)
        result = row.recommendation
        rule = result.rules[0] if result.rules else None
        if not result.approaches:
            found.setdefault(
                (Fault.EMPTY_RESULT, rule.key if rule else "", None),
                Problem(Fault.EMPTY_RESULT, rule, example),
            )
        for condition in example:
            if condition.cannot in result.approaches:
                culprit = next(r for r in result.rules if condition.cannot in r.approaches)
                key = (Fault.EXCLUDED, culprit.key, condition.cannot)
                found.setdefault(
                    key,
                    Problem(Fault.EXCLUDED, culprit, example, approach=condition.cannot, condition=condition),
                )
    return list(found.values())


def _silent_rules(
    rules: Sequence[Rule], table: Sequence[Row], conditions: Sequence[Condition]
) -> list[Problem]:
    """Rules that no reader would miss: never the deciding one, or never adding anything."""
    problems = []
    for rule in rules:
        if rule.is_default or not rule.conditions:
            continue
        if not any(_acts(rule, row.recommendation) for row in table):
            row = next((row for row in table if rule.matches(row.answers)), None)
            problems.append(
                Problem(
                    Fault.NEVER_ACTS,
                    rule,
                    _spoken(row.answers, conditions) if row else None,
                    other=row.recommendation.base if row else None,
                )
            )
    return problems


def _acts(rule: Rule, result: Recommendation) -> bool:
    if rule.effect is Effect.REPLACE:
        return result.base is rule
    if rule not in result.added:
        return False
    others = {key for other in result.rules if other is not rule for key in other.approaches}
    return not set(rule.approaches) <= others


def _doubts(rules: Sequence[Rule], conditions: Sequence[Condition]) -> list[Problem]:
    topics = Counter(condition.topic for condition in conditions)
    doubts = [
        Problem(Doubt.LONELY_TOPIC, condition=condition)
        for condition in conditions
        if condition.topic and topics[condition.topic] == 1
    ]
    for i, rule in enumerate(rules):
        for other in rules[:i]:
            if rule.effect is other.effect and set(rule.approaches) == set(other.approaches):
                doubts.append(Problem(Doubt.SAME_OUTCOME, rule, other=other))
                break
    return doubts


def _spoken(answers: Answers, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition.key in answers)
