"""The kinds of page that a reader can choose between."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.approaches.models import ApproachIndexPage, ApproachPage
from articles.article.models import ArticlePage
from articles.topics.models import ArticleIndexPage, TopicPage
from shop.storefront.models import ProductPage, ShopIndexPage


@dataclass(frozen=True, slots=True)
class Kind:
    """Some page types under one name; `slug` is what the address says."""

    slug: str
    label: Promise | str
    models: tuple[type[Page], ...] = ()


OTHER = Kind("other", _("その他"))
KINDS = (
    Kind("article", _("記事"), (ArticlePage, TopicPage, ArticleIndexPage)),
    Kind("approach", _("アプローチ"), (ApproachPage, ApproachIndexPage)),
    Kind("product", _("商品"), (ProductPage, ShopIndexPage)),
    OTHER,
)


def kind_of(model: type[Page]) -> Kind:
    """Return the kind that pages of this type belong to."""
    return next((kind for kind in KINDS if model in kind.models), OTHER)


def content_types_of(kinds: Iterable[Kind]) -> dict[int, Kind]:
    """Return the kind for the id of each content type that has one; OTHER has all that are not named."""
    kinds = list(kinds)
    types = ContentType.objects.get_for_models(*(model for kind in kinds for model in kind.models))
    return {content_type.pk: kind_of(model) for model, content_type in types.items()}
