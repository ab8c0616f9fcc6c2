"""The chooser's questions: one for each topic, and one for the conditions that stand alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.where_to_start.answers import field_names
from articles.where_to_start.rules import Answers, Condition


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tick."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A group of options; `kind` is the type of its inputs."""

    name: str
    legend: str
    kind: str
    options: list[Option]


def questions_of(
    value: Mapping[str, Any], conditions: Sequence[Condition], answers: Answers | None
) -> list[Question]:
    """Return the questions in the order of the text, with `answers` ticked; None ticks nothing but "neither"."""
    labels = _labels(value)
    names = field_names(conditions)
    asked = []
    for topic, name in names.items():
        members = [condition for condition in conditions if condition.topic == topic]
        options = [Option(c.key, labels[c.text], bool(answers and c.key in answers)) for c in members]
        if topic:
            neither = not any(option.checked for option in options)
            options.append(Option("", _neither(len(members)), neither))
            asked.append(Question(name, _("%(topic)sについて") % {"topic": topic}, "radio", options))
        elif options:
            legend = _("ほかに当てはまるもの") if asked else _("当てはまるもの")
            asked.append(Question(name, legend, "checkbox", options))
    return asked


def _labels(value: Mapping[str, Any]) -> dict[str, str]:
    return {
        (condition["text"] or "").strip(): condition["short_label"] or condition["text"]
        for rule in value["rules"]
        for condition in rule["conditions"]
    }


def _neither(number: int) -> str:
    """How one says no to one, two or more options in Japanese."""
    if number == 1:
        return _("当てはまらない")
    return _("どちらでもない") if number == 2 else _("どれでもない")
