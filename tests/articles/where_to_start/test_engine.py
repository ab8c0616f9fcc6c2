"""The recommendation engine against the conditions and rules of the article that the site is modelled on."""

from dataclasses import replace

import pytest

from articles.where_to_start.prove import Doubt, Fault, prove
from articles.where_to_start.recommend import recommend
from articles.where_to_start.rules import Condition, Effect, Match, Rule, answer_sets, conditions_of

EXERCISE, SOCKS, WALK = "①", "②", "③"

GAVE_UP = Condition("A", "体操が続かなかった人", topic="体操", cannot=EXERCISE)
NO_ROOM = Condition("B", "歩き方を意識する余裕がない人", topic="歩き方", cannot=WALK)
SAME_SHOES = Condition("C", "靴をすぐに変えられない人", topic="靴")
EXERCISING = Condition("D", "すでに体操ができている", topic="体操")
HAS_ROOM = Condition("E", "余裕が出てきた", topic="歩き方")

DEFAULT = Rule("default", "まず迷っている方へ", (GAVE_UP, NO_ROOM, SAME_SHOES), (SOCKS,), is_default=True)
BOTH = Rule("both", "すでに体操ができている方へ", (EXERCISING,), (EXERCISE, SOCKS))
PLUS_WALK = Rule("walk", "余裕が出てきた方へ", (HAS_ROOM,), (WALK,), effect=Effect.ADD)
RULES = (DEFAULT, BOTH, PLUS_WALK)

ALL_18 = {
    "": "②",
    "A": "②",
    "B": "②",
    "C": "②",
    "D": "①②",
    "E": "②③",
    "AB": "②",
    "AC": "②",
    "BC": "②",
    "AE": "②③",
    "BD": "①②",
    "CD": "①②",
    "CE": "②③",
    "DE": "①②③",
    "ABC": "②",
    "ACE": "②③",
    "BCD": "①②",
    "CDE": "①②③",
}


def says(answers):
    return "".join(sorted(recommend(RULES, frozenset(answers)).approaches))


@pytest.mark.parametrize(("answers", "approaches"), ALL_18.items())
def test_each_reader_of_the_model_article_gets_what_its_text_says(answers, approaches):
    assert says(answers) == approaches


def test_there_are_exactly_these_18_readers():
    assert {"".join(sorted(answers)) for answers in answer_sets(conditions_of(RULES))} == set(ALL_18)
    counts = {result: list(ALL_18.values()).count(result) for result in set(ALL_18.values())}
    assert counts == {"②": 8, "②③": 4, "①②": 4, "①②③": 2}


def test_the_model_article_is_proven_without_faults():
    proof = prove(RULES, live={EXERCISE, SOCKS, WALK})
    assert proof.ok
    assert len(proof.table) == 18
    assert [(d.kind, d.condition) for d in proof.doubts] == [(Doubt.LONELY_TOPIC, SAME_SHOES)]


def test_the_last_replacing_rule_speaks_when_two_match():
    later = Rule("later", "あとの規則", (SAME_SHOES,), (WALK,))
    first = Rule("first", "先の規則", (EXERCISING,), (EXERCISE,))
    fallback = Rule("fallback", "基本", (), (SOCKS,), is_default=True)
    assert recommend((fallback, first, later), frozenset("CD")).base is later
    assert recommend((fallback, later, first), frozenset("CD")).base is first


def test_a_rule_for_all_conditions_waits_for_the_last_of_them():
    rule = replace(BOTH, conditions=(EXERCISING, SAME_SHOES), match=Match.ALL)
    assert not rule.matches(frozenset("D"))
    assert rule.matches(frozenset("CD"))


def test_answers_that_nobody_asked_for_change_nothing():
    assert recommend(RULES, frozenset({"D", "nonsense"})) == recommend(RULES, frozenset("D"))


def faults(rules, **options):
    return [problem.kind for problem in prove(rules, **options).faults]


def condition_number(n):
    return Condition(f"c{n}", f"条件{n}")


@pytest.mark.parametrize(
    ("rules", "kinds"),
    [
        pytest.param((), [Fault.NO_RULES], id="no rules"),
        pytest.param((BOTH, PLUS_WALK), [Fault.NO_DEFAULT, Fault.EMPTY_RESULT], id="no default"),
        pytest.param(
            (DEFAULT, replace(BOTH, is_default=True), PLUS_WALK), [Fault.TWO_DEFAULTS], id="two defaults"
        ),
        pytest.param(
            (replace(DEFAULT, effect=Effect.ADD), BOTH, PLUS_WALK),
            [Fault.DEFAULT_ADDS],
            id="the default only adds",
        ),
        pytest.param(
            (DEFAULT, BOTH, PLUS_WALK, Rule("x", "同じ人へ", (), (WALK,))),
            [Fault.NO_CONDITIONS],
            id="no conditions",
        ),
        pytest.param(
            (DEFAULT, replace(BOTH, approaches=()), PLUS_WALK),
            [Fault.NO_APPROACHES, Fault.EMPTY_RESULT],
            id="no approaches",
        ),
        pytest.param(
            (DEFAULT, replace(BOTH, approaches=(*BOTH.approaches, BOTH.approaches[0])), PLUS_WALK),
            [Fault.SAME_APPROACH],
            id="one approach twice",
        ),
        pytest.param(
            (DEFAULT, replace(BOTH, approaches=(WALK,), conditions=(NO_ROOM,)), PLUS_WALK),
            [Fault.SAME_CONDITION],
            id="the same condition in two rules",
        ),
        pytest.param(
            (DEFAULT, replace(BOTH, approaches=(SOCKS,), conditions=(Condition("Z", SAME_SHOES.text),))),
            [Fault.SAME_CONDITION],
            id="the same words in two rules",
        ),
        pytest.param(
            (DEFAULT, replace(BOTH, conditions=(EXERCISING, replace(EXERCISING, key="Z"))), PLUS_WALK),
            [Fault.SAME_CONDITION, Fault.SAME_CONDITION],
            id="the same words twice in one rule",
        ),
        pytest.param(
            (replace(DEFAULT, approaches=(EXERCISE,)), BOTH, PLUS_WALK),
            [Fault.EXCLUDED],
            id="recommends the excluded",
        ),
        pytest.param(
            (DEFAULT, BOTH, replace(PLUS_WALK, approaches=(SOCKS,))),
            [Fault.NEVER_ACTS],
            id="adds what all have",
        ),
        pytest.param(
            (
                DEFAULT,
                Rule("early", "先の規則", (EXERCISING,), (EXERCISE,)),
                Rule("both", "両方", (Condition("F", "毎日", topic="体操"),), (EXERCISE, SOCKS)),
                Rule(
                    "shadow",
                    "影",
                    (Condition("G", "週一", topic="体操"), SAME_SHOES),
                    (SOCKS,),
                    match=Match.ALL,
                ),
            ),
            [Fault.SAME_CONDITION],
            id="a condition used again in a shadowed rule",
        ),
        pytest.param(
            (replace(DEFAULT, conditions=tuple(condition_number(n) for n in range(13))),),
            [Fault.TOO_MANY_CONDITIONS],
            id="over the limit",
        ),
    ],
)
def test_a_wrong_rule_set_is_refused(rules, kinds):
    assert faults(rules) == kinds


def test_a_rule_whose_conditions_exclude_each_other_never_acts():
    never = Rule(
        "never",
        "どちらも",
        (Condition("X", "甲", topic="t"), Condition("Y", "乙", topic="t")),
        (WALK,),
        match=Match.ALL,
    )
    (problem,) = prove((replace(DEFAULT, conditions=()), never)).faults
    assert (problem.kind, problem.rule, problem.example) == (Fault.NEVER_ACTS, never, None)


def test_an_approach_that_readers_cannot_open_is_refused():
    (problem,) = prove(RULES, live={EXERCISE, SOCKS}).faults
    assert (problem.kind, problem.rule, problem.approach) == (Fault.NOT_LIVE, PLUS_WALK, WALK)


def test_an_excluded_approach_is_reported_with_the_first_such_reader():
    (problem,) = prove((replace(DEFAULT, approaches=(EXERCISE,)), BOTH, PLUS_WALK)).faults
    assert problem.rule.key == "default"
    assert problem.condition is GAVE_UP
    assert problem.example == (GAVE_UP,)


def test_twelve_free_conditions_are_4096_readers():
    rule = replace(DEFAULT, conditions=tuple(condition_number(n) for n in range(12)))
    assert len(prove((rule,)).table) == 4096


def test_a_rule_that_adds_nothing_new_is_reported_with_a_reader_and_the_rule_that_was_first():
    adds_nothing = replace(PLUS_WALK, approaches=(SOCKS,))
    proof = prove((DEFAULT, BOTH, adds_nothing))
    assert not proof.ok
    (problem,) = proof.faults
    assert (problem.rule, problem.other, problem.example) == (adds_nothing, DEFAULT, (HAS_ROOM,))


def test_the_condition_that_is_one_too_many_is_named_with_its_rule():
    many = replace(BOTH, conditions=tuple(condition_number(n) for n in range(10)))
    (problem,) = prove((DEFAULT, many)).faults
    assert (problem.kind, problem.rule) == (Fault.TOO_MANY_CONDITIONS, many)
    assert problem.condition == condition_number(9)


def test_two_rules_that_say_the_same_are_doubted():
    again = replace(BOTH, key="again", approaches=(SOCKS,))
    proof = prove((DEFAULT, again, PLUS_WALK))
    assert proof.ok
    assert [(d.rule, d.other) for d in proof.doubts if d.kind is Doubt.SAME_OUTCOME] == [(again, DEFAULT)]


def test_a_default_that_adds_speaks_once():
    adding = replace(DEFAULT, effect=Effect.ADD)
    assert recommend((adding,), frozenset("A")).rules == (adding,)


def test_one_condition_under_two_wordings_in_a_rule_is_the_same_condition():
    again = replace(BOTH, conditions=(EXERCISING, replace(EXERCISING, text="体操はもうできている")))
    assert Fault.SAME_CONDITION in faults((DEFAULT, again, PLUS_WALK))


def test_each_rule_that_leaves_readers_with_nothing_is_named():
    empty, other = replace(DEFAULT, approaches=()), replace(BOTH, approaches=())
    found = [p for p in prove((empty, other)).faults if p.kind is Fault.EMPTY_RESULT]
    assert [(p.rule, p.example) for p in found] == [(empty, ()), (other, (EXERCISING,))]


def test_the_rule_that_adds_what_a_reader_ruled_out_is_named_not_the_one_it_adds_to():
    pushy = replace(PLUS_WALK, conditions=(SAME_SHOES,))
    (problem,) = prove((replace(DEFAULT, conditions=(NO_ROOM,)), pushy)).faults
    assert (problem.kind, problem.rule) == (Fault.EXCLUDED, pushy)
    assert problem.example == (NO_ROOM, SAME_SHOES)


def test_a_rule_that_could_add_something_but_never_matches_never_acts():
    conditions = (Condition("X", "甲", topic="t"), Condition("Y", "乙", topic="t"))
    never = replace(PLUS_WALK, conditions=conditions, match=Match.ALL)
    assert faults((replace(DEFAULT, conditions=()), never)) == [Fault.NEVER_ACTS]


def test_a_condition_without_a_topic_needs_no_counterpart():
    free = replace(DEFAULT, conditions=(Condition("X", "甲"),))
    assert prove((free,)).doubts == ()


def test_replacing_and_adding_the_same_approach_are_different_things_to_say():
    rules = (DEFAULT, replace(BOTH, approaches=(WALK,)), PLUS_WALK)
    assert Doubt.SAME_OUTCOME not in [doubt.kind for doubt in prove(rules).doubts]


def test_a_third_rule_that_says_the_same_is_doubted_once():
    second = Rule("second", "二つめ", (Condition("X", "甲"),), (SOCKS,))
    third = Rule("third", "三つめ", (Condition("Y", "乙"),), (SOCKS,))
    found = [d for d in prove((DEFAULT, second, third)).doubts if d.kind is Doubt.SAME_OUTCOME]
    assert [(d.rule, d.other) for d in found] == [(second, DEFAULT), (third, DEFAULT)]
