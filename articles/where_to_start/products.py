"""Which products go with a recommendation: of each rule that speaks its own, or else those of its approaches."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.apps import apps

from articles.where_to_start.as_rules import rule_in
from articles.where_to_start.recommend import Recommendation
from articles.where_to_start.rules import ApproachKey, Rule
from shop.catalogue.models import Product

type ProductsOfApproaches = Mapping[ApproachKey, Sequence[Product]]


def products_of_approaches(keys: Collection[Any]) -> dict[ApproachKey, list[Product]]:
    """Return the products that editors gave to the approach pages with these ids: one query."""
    uses = apps.get_model("articles", "ApproachProduct").objects.filter(page_id__in=keys)
    found: dict[ApproachKey, list[Product]] = {}
    for use in uses.select_related("product").order_by("page_id", "sort_order"):
        found.setdefault(use.page_id, []).append(use.product)
    return found


def offered(
    value: Mapping[str, Any], result: Recommendation, of_approaches: ProductsOfApproaches
) -> list[tuple[Product, Rule]]:
    """Return the products for the readers of `result`, each once and with the first rule that brings it."""
    found: dict[int, tuple[Product, Rule]] = {}
    for rule in result.rules:
        own = [product for product in rule_in(value, rule)["products"] if product]
        by_default = (product for key in rule.approaches for product in of_approaches.get(key, []))
        for product in own or by_default:
            found.setdefault(product.pk, (product, rule))
    return list(found.values())
