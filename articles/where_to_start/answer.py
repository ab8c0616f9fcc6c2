"""What one reader is told after choosing: approaches in their order, why, what to buy or do instead, what to read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from articles.approaches.order import NumberedApproach
from articles.links.prose import Prose
from articles.where_to_start.answers import NOBODY, Given
from articles.where_to_start.as_rules import rule_in
from articles.where_to_start.products import offered, products_of_approaches
from articles.where_to_start.recommend import Recommendation, recommend
from articles.where_to_start.rules import Answers, ApproachKey, Condition, Rule, conditions_of
from articles.where_to_start.text import RecommendedApproach
from shop.catalogue.models import Product
from shop.sources import Source
from shop.storefront.cards import ProductCard, card_of


@dataclass(frozen=True, slots=True)
class Step:
    """An approach of the answer, with a line about it."""

    approach: RecommendedApproach
    tagline: str


class Meanwhile(StrEnum):
    """What a reader can do with the approach that stands in for a product that is sold out."""

    # It is recommended to this reader as well and needs nothing that is missing.
    GO_ON = "go_on"
    BEGIN = "begin"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Offer:
    """A product of the answer; while it is sold out, `instead` is the approach that helps meanwhile, and how."""

    card: ProductCard
    instead: RecommendedApproach | None = None
    meanwhile: Meanwhile = Meanwhile.READ


@dataclass(frozen=True, slots=True)
class Answer:
    """One reader's answer."""

    said: list[str]
    understood: bool
    steps: list[Step]
    reasons: list[Prose]
    offers: list[Offer]

    @property
    def heading(self) -> str:
        """The approaches in one line: "① A + ② B"."""
        return " + ".join(f"{step.approach.symbol} {step.approach.name}" for step in self.steps)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the answer stands: the approaches in their order, and page and block for the source of its links."""

    approaches: Sequence[NumberedApproach]
    page: int | None = None
    block: str | None = None
    request: HttpRequest | None = None


def answer_for(
    value: Mapping[str, Any], rules: Sequence[Rule], given: Given, place: Surroundings
) -> Answer | None:
    """Return the answer to a reader, or None where no approach at all can be recommended.

    Only approaches that are published now are recommended. Where an approach was withdrawn after publication and
    nothing else is left for a reader, they get the default.
    """
    live = {approach.page.pk: approach for approach in place.approaches}
    answers = given.answers
    result = recommend(rules, answers)
    if not result.approaches & live.keys():
        answers, result = NOBODY, recommend(rules, NOBODY)
    if not result.approaches & live.keys():
        return None
    links = {
        key: _link(each, _label(value, result, key), _source(value, _rule_for(result, key), place))
        for key, each in live.items()
    }
    conditions = conditions_of(rules)
    return Answer(
        said=[condition.text for condition in conditions if condition.key in answers],
        understood=given.understood and answers == given.answers,
        steps=[Step(links[key], each.page.tagline) for key, each in live.items() if key in result.approaches],
        reasons=[reason for rule in result.rules if (reason := rule_in(value, rule)["reason"])],
        offers=_offers(
            _cards(value, result, place), links, result.approaches, _ruled_out(conditions, answers)
        ),
    )


def _rule_for(result: Recommendation, key: ApproachKey) -> Rule:
    """The first speaking rule that recommends the approach; for one that none recommends, the rule that decided."""
    return next((rule for rule in result.rules if key in rule.approaches), result.rules[0])


def _source(value: Mapping[str, Any], rule: Rule, place: Surroundings) -> Source | None:
    """The place of a rule."""
    if not place.page or not place.block:
        return None
    return Source(place.page, place.block, rule_in(value, rule)["key"] or "")


def _link(each: NumberedApproach, label: str, source: Source | None) -> RecommendedApproach:
    query = f"?{source.query}" if source else ""
    return RecommendedApproach(each.symbol, each.name, label, f"{each.page.get_url()}{query}")


def _label(value: Mapping[str, Any], result: Recommendation, key: ApproachKey) -> str:
    """The words in brackets that the first speaking rule gives the approach."""
    choices = (choice for rule in result.rules for choice in rule_in(value, rule)["approaches"])
    return next((c["label"] for c in choices if c["approach"] and c["approach"].pk == key), "") or ""


def _ruled_out(conditions: Sequence[Condition], answers: Answers) -> set[ApproachKey]:
    return {c.cannot for c in conditions if c.key in answers and c.cannot is not None}


def _cards(value: Mapping[str, Any], result: Recommendation, place: Surroundings) -> list[ProductCard]:
    of_approaches = products_of_approaches(list(result.approaches))
    cards = (
        card_of(product, _source(value, rule, place), place.request)
        for product, rule in offered(value, result, of_approaches)
    )
    return [card for card in cards if card]


def _offers(
    cards: Sequence[ProductCard],
    links: Mapping[ApproachKey, RecommendedApproach],
    recommended: Collection[ApproachKey],
    ruled_out: set[ApproachKey],
) -> list[Offer]:
    sold_out = any(not card.stock.can_buy for card in cards)
    needs = _needs(products_of_approaches(list(links))) if sold_out else {}
    # What this reader is recommended anyway comes before what else there is.
    order = sorted((key for key in links if key not in ruled_out), key=lambda key: key not in recommended)
    usable = {key: links[key] for key in order}
    return [
        Offer(card)
        if card.stock.can_buy
        else _without(card, usable, recommended, needs.get(card.product.pk, set()), links)
        for card in cards
    ]


def _needs(of_approaches: Mapping[ApproachKey, Sequence[Product]]) -> dict[int, set[ApproachKey]]:
    """Return product id → the approaches it belongs to."""
    needs: dict[int, set[ApproachKey]] = {}
    for key, products in of_approaches.items():
        for product in products:
            needs.setdefault(product.pk, set()).add(key)
    return needs


def _without(
    card: ProductCard,
    usable: Mapping[ApproachKey, RecommendedApproach],
    recommended: Collection[ApproachKey],
    needing: set[ApproachKey],
    links: Mapping[ApproachKey, RecommendedApproach],
) -> Offer:
    """Offer a product that is sold out with the next honest thing.

    That is the first of the `usable` approaches that does without it; where there is none, the page of the approach
    that the product belongs to.
    """
    key = next((key for key in usable if key not in needing), None)
    if key is not None:
        return Offer(card, usable[key], Meanwhile.GO_ON if key in recommended else Meanwhile.BEGIN)
    return Offer(card, next((link for key, link in links.items() if key in needing), None))
