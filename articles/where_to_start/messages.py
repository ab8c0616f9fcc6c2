"""What is wrong with a recommendation, in words for the person who writes it: which rule, and one reader it fails."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from django.utils.translation import gettext as _

from articles.where_to_start.prove import Doubt, Fault, Problem
from articles.where_to_start.rules import MOST_CONDITIONS, ApproachKey, Condition, Effect, Match, Rule


def reader(conditions: Iterable[Condition]) -> str:
    """Return the reader of whom `conditions` hold: "体操が続かなかった人で、靴をすぐに変えられない人"."""
    return _("で、").join(condition.text for condition in conditions) or _("どの条件にも当てはまらない人")


def reader_of(rule: Rule) -> tuple[Condition, ...]:
    """Return the simplest reader that `rule` speaks of."""
    return rule.conditions if rule.match is Match.ALL else rule.conditions[:1]


def example_of(problem: Problem) -> str:
    """Return "例: …" for the reader whom the problem concerns."""
    if problem.example is not None:
        conditions = problem.example
    elif problem.condition is not None:
        conditions = (problem.condition,)
    else:
        conditions = reader_of(problem.rule) if problem.rule else ()
    return _("例: %(reader)s") % {"reader": reader(conditions)}


def explain(problem: Problem, names: Mapping[ApproachKey, str]) -> str:
    """Return the problem as one Japanese text that ends with an example reader.

    `names` has the names of all approaches that the rules mention and that exist.
    """
    facts = {
        "rule": problem.rule.name if problem.rule else "",
        "other": problem.other.name if problem.other else "",
        "approach": names.get(problem.approach, _("削除されたページ")),
        "condition": problem.condition.text if problem.condition else "",
        "topic": problem.condition.topic if problem.condition else "",
        "limit": MOST_CONDITIONS,
    }
    return f"{_sentence(problem) % facts}{example_of(problem)}"


def _sentence(problem: Problem) -> str:
    if isinstance(problem.kind, Doubt):
        return _of_doubt(problem.kind)
    if problem.kind is Fault.NEVER_ACTS:
        return _of_silence(problem)
    return _of_fault(problem.kind)


def _of_fault(kind: Fault) -> str:  # noqa: C901, PLR0911, PLR0912 - one sentence for each kind
    match kind:
        case Fault.NO_RULES:
            return _("推奨を一つ以上書いてください。今は、だれにも何もすすめられません。")
        case Fault.NO_DEFAULT:
            return _(
                "どれか一つの推奨を「迷ったときの基準」にしてください。ないと、すすめるものがない人が出ます。"
            )
        case Fault.TWO_DEFAULTS:
            return _(
                "「迷ったときの基準」はひとつだけです。推奨「%(rule)s」か「%(other)s」のどちらかから外してください。"
            )
        case Fault.DEFAULT_ADDS:
            return _(
                "「迷ったときの基準」の推奨「%(rule)s」は、はたらきを「これをすすめる」にしてください。"
                "足すだけでは、ほかに何も当てはまらない人の出発点になりません。"
            )
        case Fault.NO_CONDITIONS:
            return _(
                "推奨「%(rule)s」には条件がないので、だれにも出ません。条件を書くか、この推奨を削除してください。"
            )
        case Fault.NO_APPROACHES:
            return _("推奨「%(rule)s」の、すすめるアプローチを一つ以上選んでください。")
        case Fault.SAME_APPROACH:
            return _(
                "推奨「%(rule)s」が「%(approach)s」を二度すすめています。同じアプローチは一つにしてください。"
            )
        case Fault.SAME_CONDITION:
            return _(
                "条件「%(condition)s」が、推奨「%(other)s」と推奨「%(rule)s」で重なっています。"
                "同じ条件は一つの推奨にだけ書いてください。"
            )
        case Fault.TOO_MANY_CONDITIONS:
            return _(
                "条件は全部で%(limit)d個までです。推奨「%(rule)s」の条件「%(condition)s」で超えました。"
                "条件をまとめるか、減らしてください。"
            )
        case Fault.NOT_LIVE:
            return _(
                "推奨「%(rule)s」がすすめる「%(approach)s」は公開されていません。"
                "そのページを公開するか、ほかのアプローチを選んでください。"
            )
        case Fault.EMPTY_RESULT:
            return _(
                "すすめるアプローチが一つもない人がいます（推奨「%(rule)s」）。アプローチを選んでください。"
            )
        case Fault.EXCLUDED:
            return _(
                "推奨「%(rule)s」が、条件「%(condition)s」の人に、すすめないはずの「%(approach)s」をすすめています。"
                "アプローチを選び直すか、条件の「すすめないアプローチ」を見直してください。"
            )
        case Fault.NEVER_ACTS:
            raise ValueError(f"{kind} has sentences of its own.")
        case _:
            assert_never(kind)


def _of_silence(problem: Problem) -> str:
    """Why a rule never speaks: it cannot match, somebody else speaks, or what it adds is there already."""
    if problem.example is None:
        return _(
            "推奨「%(rule)s」は決して表示されません。条件どうしが「何についての条件か」で打ち消し合い、"
            "すべてに当てはまる人がいません。"
        )
    if problem.rule and problem.rule.effect is Effect.ADD:
        return _(
            "推奨「%(rule)s」は決して何も加えません。加えるアプローチは、推奨「%(other)s」などが先にすすめています。"
        )
    return _("推奨「%(rule)s」は決して表示されません。同じ人に、推奨「%(other)s」が代わりに当てはまります。")


def _of_doubt(kind: Doubt) -> str:
    match kind:
        case Doubt.LONELY_TOPIC:
            return _(
                "「%(topic)s」についての条件は「%(condition)s」だけです。"
                "反対の条件があれば、それも書くと読者が選びやすくなります。"
            )
        case Doubt.SAME_OUTCOME:
            return _(
                "推奨「%(rule)s」と推奨「%(other)s」は、同じアプローチをすすめています。"
                "言うことが同じなら、一つにまとめられます。"
            )
        case _:
            assert_never(kind)
