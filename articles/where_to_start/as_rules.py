"""From the block that editors fill in to the rules of the engine, and back to the block's own rules."""

from collections.abc import Mapping
from hashlib import blake2s
from typing import Any

from django.utils.translation import gettext as _

from articles.where_to_start.rules import Condition, Effect, Match, Rule


def condition_key(text: str) -> str:
    """Return the short name of a condition in the address of an answer: the same words, the same name.

    Words instead of a stored id: an address that somebody shared stays true to what its reader had chosen, and a
    condition that was rewritten since is honestly an unknown one.
    """
    return blake2s(text.strip().encode(), digest_size=4).hexdigest()


def rules_of(value: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a where-to-start block for the engine; drafts may lack any part of them.

    The key of a rule is its place in the block ("0", "1" …), because keys of drafts may be missing or repeated.
    """
    return tuple(_rule(place, rule) for place, rule in enumerate(value["rules"]))


def rule_in(value: Mapping[str, Any], rule: Rule) -> Any:
    """Return the block's own value of an engine rule."""
    return value["rules"][int(rule.key)]


def _rule(place: int, rule: Mapping[str, Any]) -> Rule:
    return Rule(
        key=str(place),
        name=rule["heading"] or _("%(number)d番目の推奨") % {"number": place + 1},
        conditions=tuple(_condition(each) for each in rule["conditions"] if (each["text"] or "").strip()),
        approaches=tuple(each["approach"].pk for each in rule["approaches"] if each["approach"]),
        effect=Effect(rule["effect"] or Effect.REPLACE),
        match=Match(rule["match"] or Match.ANY),
        is_default=bool(rule["is_default"]),
    )


def _condition(condition: Mapping[str, Any]) -> Condition:
    return Condition(
        key=condition_key(condition["text"]),
        text=condition["text"].strip(),
        topic=(condition["topic"] or "").strip(),
        cannot=condition["cannot"].pk if condition["cannot"] else None,
    )
