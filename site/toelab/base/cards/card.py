"""Which picture stands for a page, and where it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from toelab.base.cards.draw import SIZE, draw_card
from toelab.base.cards.fonts import japanese_font
from toelab.base.structured_data.site import picture_node
from toelab.base.typesetting.setting import set_in_phrases
from toelab.base.urls import absolute_url

DESIGN = "2"
"""Raise it when the drawing changes: cards already stored are then drawn anew."""


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """An absolute address with the size in pixels."""

    url: str
    width: int
    height: int


def card_digest(phrases: Sequence[str]) -> str:
    """Return what changes when the card with a title in these `phrases` would look different."""
    said = "\0".join((DESIGN, settings.WAGTAIL_SITE_NAME, *phrases))
    return blake2s(said.encode(), digest_size=8).hexdigest()


def shared_picture(page: Page, request: HttpRequest) -> SharedPicture | None:
    """Return the picture for a page: a card with its title; on a machine without a Japanese font, its hero.

    None when there is neither. The card is drawn only when somebody asks for it.
    """
    if page.pk and japanese_font():
        path = reverse("card", args=[page.pk, card_digest(set_in_phrases(page.meta_title, request))])
        return SharedPicture(absolute_url(path), *SIZE)
    hero = picture_node(page.social_picture)
    return SharedPicture(hero["url"], hero["width"], hero["height"]) if hero else None


def stored_card(phrases: Sequence[str], font: str) -> bytes:
    """Return the PNG for a title in `phrases`, drawn once and kept among the media files."""
    name = f"cards/{card_digest(phrases)}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            data: bytes = file.read()
            return data
    drawn = draw_card(phrases, settings.WAGTAIL_SITE_NAME, font)
    default_storage.save(name, ContentFile(drawn))
    return drawn
