"""Which products go with a recommendation: those of the rules that speak, or else those of its approaches."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.apps import apps

from articles.where_to_start.as_rules import rule_in
from articles.where_to_start.recommend import Recommendation
from articles.where_to_start.rules import ApproachKey
from shop.catalogue.models import Product

type ProductsOfApproaches = Mapping[ApproachKey, Sequence[Product]]


def products_of_approaches(keys: Collection[Any]) -> dict[ApproachKey, list[Product]]:
    """Return the products that editors gave to the approach pages with these ids: one query."""
    uses = apps.get_model("articles", "ApproachProduct").objects.filter(page_id__in=keys)
    found: dict[ApproachKey, list[Product]] = {}
    for use in uses.select_related("product").order_by("page_id", "sort_order"):
        found.setdefault(use.page_id, []).append(use.product)
    return found


def products_of(
    value: Mapping[str, Any], result: Recommendation, of_approaches: ProductsOfApproaches
) -> list[Product]:
    """Return the products for the readers of `result`, each once, in the order of the rules."""
    named = [product for rule in result.rules for product in rule_in(value, rule)["products"] if product]
    if not named:
        named = [product for key in sorted_keys(result) for product in of_approaches.get(key, [])]
    return list({product.pk: product for product in named}.values())


def sorted_keys(result: Recommendation) -> list[ApproachKey]:
    """Return the approaches of `result` in the order in which its rules name them."""
    return list(dict.fromkeys(key for rule in result.rules for key in rule.approaches))
