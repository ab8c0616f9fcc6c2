"""The recommendation in words: what a reader sees before, and without, any interaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.approaches.order import NumberedApproach
from articles.links.prose import Prose
from shop.catalogue.models import Product
from shop.sources import Source


@dataclass(frozen=True, slots=True)
class RecommendedApproach:
    """An approach inside the sentence of a rule."""

    symbol: str
    name: str
    label: str
    url: str

    def __str__(self) -> str:
        """Return "② 名前（括弧の言葉）"."""
        return f"{self.symbol} {self.name}（{self.label}）" if self.label else f"{self.symbol} {self.name}"


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule, ready to be read."""

    heading: str
    subtitle: str
    conditions: list[str]
    lead_in: str
    approaches: list[RecommendedApproach]
    closing: str
    reason: Prose
    products: list[Product]
    source: Source | None

    @property
    def sentence(self) -> str:
        """The approaches and what follows them: "① A + ② B から始めます。"."""
        names = " + ".join(str(approach) for approach in self.approaches)
        return f"{names} {self.closing}".strip()

    @property
    def lines(self) -> list[str]:
        """The whole rule as plain lines of text."""
        subtitle = [f"— {self.subtitle}"] if self.subtitle else []
        lead_in = [self.lead_in] if self.lead_in else []
        reason = [self.reason.plain] if self.reason else []
        return [self.heading, *subtitle, *self.conditions, *lead_in, self.sentence, *reason]


def written_rule(
    rule: Mapping[str, Any], approaches: Mapping[int, NumberedApproach], source: Source | None
) -> WrittenRule:
    """Return `rule` in words, its approaches in the order of the site; those readers cannot open are left out."""
    query = f"?{source.query}" if source else ""
    labels = {choice["approach"].pk: choice["label"] for choice in rule["approaches"] if choice["approach"]}
    recommended = [
        RecommendedApproach(known.symbol, known.name, labels[key], f"{known.page.get_url()}{query}")
        for key, known in approaches.items()
        if key in labels
    ]
    return WrittenRule(
        heading=rule["heading"] or "",
        subtitle=rule["subtitle"] or "",
        conditions=[condition["text"] for condition in rule["conditions"]] if rule["show_conditions"] else [],
        lead_in=rule["lead_in"] or "",
        approaches=recommended,
        closing=rule["closing"] or "",
        reason=rule["reason"],
        products=[product for product in rule["products"] if product],
        source=source,
    )


def written_rules(
    rules: Iterable[Mapping[str, Any]],
    approaches: Iterable[NumberedApproach],
    *,
    page: int | None = None,
    block: str | None = None,
) -> list[WrittenRule]:
    """Return the rules in words, each with the source that its links carry.

    A rule none of whose approaches is published has nothing to recommend and is left out.
    """
    by_pk = {approach.page.pk: approach for approach in approaches}
    written = (
        written_rule(rule, by_pk, Source(page, block, rule["key"] or "") if page and block else None)
        for rule in rules
    )
    return [rule for rule in written if rule.approaches]
