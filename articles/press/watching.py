"""What makes pressed pages out of date: any saved, deleted, moved or published thing that pages show.

Watching too much costs one more drawing; watching too little shows a reader something that is gone. So all models
of the articles, of the front page and of what every page shares are watched, except the journals named here. Stock
is not: it changes by UPDATE during a checkout, and `shop.storefront.shelf` is asked on each request instead.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from articles.press.models import note_change

WATCHED_APPS = ("articles", "base", "home")
WATCHED_MODELS = (
    "shop.Product",
    "shop.Variant",
    "shop.ProductImage",
    "shop.ShippingSettings",
    "shop.TradeLaw",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtailimages.Image",
)
UNWATCHED_MODELS = ("articles.Change", "articles.FailedSearch")

DRAFT_FIELDS = {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}
"""What saving a draft writes into the row of a page or a tail; readers see none of it."""


def watched_models() -> set[type[Model]]:
    """Return the models whose rows public pages show (pages of any app are recognised by their class)."""
    models = {model for label in WATCHED_APPS for model in apps.get_app_config(label).get_models()}
    models |= {apps.get_model(name) for name in WATCHED_MODELS}
    return models - {apps.get_model(name) for name in UNWATCHED_MODELS}


def connect() -> None:
    """Listen to every change. Called once, when all models exist."""
    watched = watched_models()

    def changed(sender: type[Model], **kwargs: Any) -> None:
        # In a migration the classes are others, so that the journal is never written before its table exists.
        if sender not in watched and not issubclass(sender, Page):
            return
        fields = kwargs.get("update_fields")
        if fields and DRAFT_FIELDS.issuperset(fields):
            return
        note_change()

    def relation_changed(sender: type[Model], instance: Model, action: str, **kwargs: Any) -> None:
        if action.startswith("post_"):
            changed(type(instance))

    def happened(**kwargs: Any) -> None:
        note_change()

    for signal in (post_save, post_delete):
        signal.connect(changed, weak=False, dispatch_uid="articles.press.changed")
    m2m_changed.connect(relation_changed, weak=False, dispatch_uid="articles.press.relation")
    for event in (page_published, page_unpublished, post_page_move, published, unpublished):
        event.connect(happened, weak=False, dispatch_uid="articles.press.happened")
    # New code may draw the same data differently.
    post_migrate.connect(
        happened, sender=apps.get_app_config("articles"), weak=False, dispatch_uid="articles.press.migrated"
    )
