"""From answers to approaches: the last matching *replace* rule, or else the default, plus all matching *add* rules.

Why not "first match" or priorities: measured on the model article, strict rules contradict each other for 8 of 18
readers, and first-match sends readers against the text; replace-and-add gives each exactly one result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.where_to_start.rules import Answers, ApproachKey, Effect, Rule


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What one reader is told: the rules that spoke and the approaches they add up to (unordered)."""

    base: Rule | None
    added: tuple[Rule, ...]
    approaches: frozenset[ApproachKey]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that spoke, the deciding one first."""
        return (self.base, *self.added) if self.base else self.added


def recommend(rules: Sequence[Rule], answers: Answers) -> Recommendation:
    """Return the one recommendation for a reader with these answers.

    Unknown condition keys in `answers` are ignored. Without a default rule and without a matching *replace* rule
    `base` is None; `prove` reports such rule sets.
    """
    matching = [rule for rule in rules if rule.matches(answers)]
    replacing = [rule for rule in matching if rule.effect is Effect.REPLACE]
    base = replacing[-1] if replacing else next((rule for rule in rules if rule.is_default), None)
    added = tuple(rule for rule in matching if rule.effect is Effect.ADD and rule is not base)
    approaches = frozenset(key for rule in ((base, *added) if base else added) for key in rule.approaches)
    return Recommendation(base, added, approaches)
