"""Whether a recommendation may be published, and where in its form each complaint belongs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.models import Page

from articles.approaches.order import NumberedApproach, approaches_in_order, private_approaches
from articles.where_to_start.as_rules import rule_in, rules_of
from articles.where_to_start.messages import explain, reader, reader_of
from articles.where_to_start.prove import Fault, Problem, Proof, prove
from articles.where_to_start.rules import ApproachKey, Rule

# Where the hand has to go to put a fault right.
FIELDS = {
    Fault.TWO_DEFAULTS: "is_default",
    Fault.DEFAULT_ADDS: "effect",
    Fault.NO_CONDITIONS: "conditions",
    Fault.SAME_CONDITION: "conditions",
    Fault.TOO_MANY_CONDITIONS: "conditions",
    Fault.NEVER_ACTS: "conditions",
    Fault.NO_APPROACHES: "approaches",
    Fault.SAME_APPROACH: "approaches",
    Fault.NOT_LIVE: "approaches",
    Fault.EMPTY_RESULT: "approaches",
    Fault.EXCLUDED: "approaches",
}
LISTS = ("approaches", "conditions", "products")


@dataclass(frozen=True, slots=True)
class Complaint:
    """A reason not to publish; `rule` is the place of the rule in the block, None for the block as a whole."""

    text: str
    rule: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The proof of one block at this moment: rules, approaches, truth table, complaints, doubts."""

    rules: tuple[Rule, ...]
    approaches: Sequence[NumberedApproach]
    proof: Proof
    complaints: tuple[Complaint, ...]
    doubts: tuple[str, ...]


def judge(value: Mapping[str, Any]) -> Verdict:
    """Prove the recommendation `value` against the approaches that readers can open now."""
    rules, approaches = rules_of(value), approaches_in_order()
    private = dict(private_approaches().values_list("pk", "title"))
    # A private approach has a complaint of its own: that it is "not published" would send its editor the wrong way.
    proof = prove(rules, live={approach.page.pk for approach in approaches} | private.keys())
    names = approach_names(rules)
    complaints = [_complaint(problem, names) for problem in _causes(proof.faults)]
    complaints += [
        _private(rule, title) for rule in rules for key, title in private.items() if key in rule.approaches
    ]
    complaints += [
        _ending(rule, each)
        for rule in rules
        for each in approaches
        if each.page.expire_at and each.page.pk in rule.approaches
    ]
    complaints += [_missing_product(rule) for rule in rules if not all(rule_in(value, rule)["products"])]
    doubts = tuple(explain(problem, names) for problem in proof.doubts)
    return Verdict(rules, approaches, proof, tuple(complaints), doubts)


def _causes(faults: Sequence[Problem]) -> list[Problem]:
    """Leave out that somebody gets nothing when the reason for it is among the faults: one repair, one complaint."""
    explained = {fault.kind for fault in faults} & {Fault.NO_DEFAULT, Fault.NO_APPROACHES}
    return [fault for fault in faults if fault.kind is not Fault.EMPTY_RESULT or not explained]


def approach_names(rules: Sequence[Rule]) -> dict[ApproachKey, str]:
    """Return the titles of all existing pages that `rules` mention, published or not: one query."""
    mentioned = {key for rule in rules for key in rule.approaches}
    mentioned |= {c.cannot for rule in rules for c in rule.conditions if c.cannot is not None}
    return dict(Page.objects.filter(pk__in=mentioned).values_list("pk", "title")) if mentioned else {}


def _complaint(problem: Problem, names: Mapping[ApproachKey, str]) -> Complaint:
    text = explain(problem, names)
    if problem.rule is None or not isinstance(problem.kind, Fault):
        return Complaint(text)
    return Complaint(text, int(problem.rule.key), FIELDS[problem.kind])


def _private(rule: Rule, approach: str) -> Complaint:
    facts = {"rule": rule.name, "approach": approach, "reader": reader(reader_of(rule))}
    text = _(
        "推奨「%(rule)s」がすすめる「%(approach)s」は公開範囲が限られていて、読者は開けません。"
        "そのページか上のページの「公開範囲を変更」で「公開」に戻すか、ほかのアプローチを選んでください。例: %(reader)s"
    )
    return Complaint(text % facts, int(rule.key), "approaches")


def _ending(rule: Rule, approach: NumberedApproach) -> Complaint:
    facts = {"rule": rule.name, "approach": approach.name, "reader": reader(reader_of(rule))}
    text = _(
        "推奨「%(rule)s」がすすめる「%(approach)s」は、公開を終える日時が決まっています。"
        "そのページの予約を外すか、ほかのアプローチを選んでください。例: %(reader)s"
    )
    return Complaint(text % facts, int(rule.key), "approaches")


def _missing_product(rule: Rule) -> Complaint:
    facts = {"rule": rule.name, "reader": reader(reader_of(rule))}
    text = _(
        "推奨「%(rule)s」の商品が選ばれていないか、削除されています。選び直すか、その行を外してください。"
        "例: %(reader)s"
    )
    return Complaint(text % facts, int(rule.key), "products")


def rules_error(complaints: Sequence[Complaint]) -> ListBlockValidationError | None:
    """Return `complaints` as an error for the list of rules, each at its rule and field; None when there are none."""
    if not complaints:
        return None
    by_rule: dict[int, dict[str, list[ValidationError]]] = defaultdict(lambda: defaultdict(list))
    general = []
    for complaint in complaints:
        error = ValidationError(complaint.text)
        if complaint.rule is None:
            general.append(error)
        else:
            by_rule[complaint.rule][complaint.field].append(error)
    return ListBlockValidationError(
        block_errors={place: _of_rule(fields) for place, fields in by_rule.items()},
        non_block_errors=general,
    )


def _of_rule(fields: Mapping[str, list[ValidationError]]) -> StructBlockValidationError:
    return StructBlockValidationError(
        block_errors={
            name: ListBlockValidationError(non_block_errors=errors)
            if name in LISTS
            else ValidationError(errors)
            for name, errors in fields.items()
        }
    )
