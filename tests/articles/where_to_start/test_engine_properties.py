"""For random rule sets the proof agrees with a brute force written another way."""

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.where_to_start.prove import Fault, prove
from articles.where_to_start.recommend import recommend
from articles.where_to_start.rules import Condition, Effect, Match, Rule, answer_sets, conditions_of

APPROACHES = (1, 2, 3)
ABOUT_READERS = {Fault.EMPTY_RESULT, Fault.EXCLUDED}


@st.composite
def rule_sets(draw):
    """Up to four rules over up to six conditions, each condition used once, as the form allows them."""
    texts = [f"c{n}" for n in range(draw(st.integers(0, 6)))]
    rules = []
    for n in range(draw(st.integers(1, 4))):
        size = draw(st.integers(0, len(texts)))
        used, texts = texts[:size], texts[size:]
        conditions = tuple(
            Condition(
                text,
                text,
                draw(st.sampled_from(["", "体操", "靴"])),
                draw(st.none() | st.sampled_from(APPROACHES)),
            )
            for text in used
        )
        approaches = draw(st.lists(st.sampled_from(APPROACHES), max_size=3, unique=True))
        rules.append(
            Rule(
                f"r{n}",
                f"規則{n}",
                conditions,
                tuple(approaches),
                draw(st.sampled_from(Effect)),
                draw(st.sampled_from(Match)),
                is_default=draw(st.booleans()) if n else True,
            )
        )
    return tuple(rules)


def readers(rules):
    """Every reader, by trying all subsets of the conditions and keeping those with one answer a topic."""
    conditions = conditions_of(rules)
    subsets = chain.from_iterable(combinations(conditions, size) for size in range(len(conditions) + 1))
    for subset in subsets:
        topics = [condition.topic for condition in subset if condition.topic]
        if len(topics) == len(set(topics)):
            yield subset


def told(rules, reader):
    """The recommendation, by walking the rules in order as a person would read them."""
    keys = {condition.key for condition in reader}
    base, added = None, set()
    for rule in rules:
        if rule.is_default and base is None:
            base = rule
    said_by_default = base
    for rule in rules:
        held = [condition.key in keys for condition in rule.conditions]
        if not held or not (all(held) if rule.match == "all" else any(held)):
            continue
        if rule.effect == "replace":
            base = rule
        elif rule is not said_by_default:
            added |= set(rule.approaches)
    if base is not said_by_default and said_by_default is not None and said_by_default.effect == "add":
        held = [c.key in keys for c in said_by_default.conditions]
        if held and (all(held) if said_by_default.match == "all" else any(held)):
            added |= set(said_by_default.approaches)
    return added | (set(base.approaches) if base else set())


@settings(deadline=None)
@given(rule_sets())
def test_the_proof_is_ok_about_readers_exactly_when_brute_force_finds_one_fit_result_for_each(rules):
    sound = all(
        (result := told(rules, reader)) and not any(c.cannot in result for c in reader)
        for reader in readers(rules)
    )
    found = {problem.kind for problem in prove(rules).faults}
    assert (not found & ABOUT_READERS) == sound


@settings(deadline=None)
@given(rule_sets())
def test_every_reader_of_the_table_is_told_what_brute_force_says(rules):
    table = {row.answers: row.recommendation.approaches for row in prove(rules).table}
    expected = {frozenset(c.key for c in reader): told(rules, reader) for reader in readers(rules)}
    assert table == expected


@settings(deadline=None)
@given(rule_sets())
def test_a_rule_without_effect_can_be_removed_and_nobody_notices(rules):
    for problem in prove(rules).faults:
        if problem.kind is Fault.NEVER_ACTS:
            rest = tuple(rule for rule in rules if rule is not problem.rule)
            for answers in answer_sets(conditions_of(rules)):
                assert recommend(rest, answers).approaches == recommend(rules, answers).approaches


@settings(deadline=None)
@given(rule_sets())
def test_each_problem_names_an_example_that_a_reader_can_give(rules):
    possible = set(answer_sets(conditions_of(rules)))
    for problem in prove(rules).faults:
        if problem.example is not None:
            assert frozenset(condition.key for condition in problem.example) in possible
