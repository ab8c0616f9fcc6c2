"""Articles as cards in lists: with their pictures, without their bodies."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.apps import apps
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from articles.article.models import ArticlePage


def article_cards(choose: Callable[[PageQuerySet], PageQuerySet]) -> list["ArticlePage"]:
    """Return published articles picked and ordered by `choose`, light enough for a list.

    Two queries however many they are: the articles with their hero pictures, and the renditions of those.
    """
    articles = apps.get_model("articles", "ArticlePage").objects.live().defer("body", "next_reads")
    return list(choose(articles).select_related("hero_image").prefetch_related("hero_image__renditions"))
